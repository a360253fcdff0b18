using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace Migrations.Tests.Reports;

/// <summary>A report in a browser.</summary>
public sealed class ReportPage : IAsyncDisposable
{
    readonly IPage page;
    readonly string file;

    ReportPage(IPage page, string file)
    {
        this.page = page;
        this.file = file;
    }

    /// <summary>What the console says: errors, and what the content security policy has refused.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>What was asked for besides the file itself.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Opens a report as its reader does, from a file.</summary>
    public static async Task<ReportPage> OpenAsync(IPage page, string html)
    {
        var file = Path.Combine(Path.GetTempPath(), $"migrations-{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(file, html);
        var report = new ReportPage(page, file);
        var address = new Uri(file).AbsoluteUri;
        page.Console += (_, e) => report.Complaints.Add(e.Message.Text);
        page.PageError += (_, e) => report.Complaints.Add(e.Message);
        page.Error += (_, e) => report.Complaints.Add(e.Error);
        page.Dialog += (_, e) => report.Complaints.Add($"a dialog: {e.Dialog.Message}");
        page.Request += (_, e) =>
        {
            if (!e.Request.Url.StartsWith(address, StringComparison.Ordinal))
                report.Requests.Add(e.Request.Url);
        };
        await page.SetViewportAsync(new() { Width = 1280, Height = 1000 });
        await page.GoToAsync(address);
        return report;
    }

    /// <summary>The value of a script's expression in the page.</summary>
    public Task<T> AskAsync<T>(string expression) => page.EvaluateExpressionAsync<T>(expression);

    /// <summary>Chooses light or dark as the system does.</summary>
    public Task PreferAsync(string scheme) => page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = scheme }]);

    /// <summary>Types into a field.</summary>
    public Task TypeAsync(string selector, string text) => page.TypeAsync(selector, text);

    /// <summary>Chooses an option.</summary>
    public Task SelectAsync(string selector, string value) => page.SelectAsync(selector, value);

    /// <summary>Clicks.</summary>
    public Task ClickAsync(string selector) => page.ClickAsync(selector);

    /// <summary>Presses a key.</summary>
    public Task PressAsync(string key) => page.Keyboard.PressAsync(key);

    /// <summary>Turns scripts off and opens the file again.</summary>
    public async Task WithoutScriptsAsync()
    {
        await page.SetJavaScriptEnabledAsync(false);
        await page.ReloadAsync();
    }

    /// <summary>What is seen.</summary>
    public Task<byte[]> ScreenshotAsync() => page.ScreenshotDataAsync();

    /// <summary>What is printed.</summary>
    public Task<byte[]> PrintAsync() => page.PdfDataAsync(new PdfOptions { Format = PaperFormat.A4 });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await page.DisposeAsync();
        File.Delete(file);
    }
}
