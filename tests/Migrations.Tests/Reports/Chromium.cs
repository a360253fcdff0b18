using System.Diagnostics.CodeAnalysis;
using Migrations.Tests.Reports;
using PuppeteerSharp;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Migrations.Tests.Reports;

/// <summary>
/// The Chromium that is installed, started when the first test asks for it. Without one, tests are skipped on a developer's machine and fail where CI is set,
/// because there it is meant to be.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    readonly SemaphoreSlim starting = new(1);
    IBrowser? browser;

    /// <summary>A page of its own, which notes what it complains of and what it asks for.</summary>
    public async Task<ReportPage> OpenAsync(string html)
    {
        if (Program is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is "true", "No Chromium is installed (Debian: chromium).");
            Assert.Fail("No Chromium is installed (Debian: chromium).");
        }
        await starting.WaitAsync();
        try
        {
            browser ??= await Puppeteer.LaunchAsync(new() { ExecutablePath = Program, Headless = true, Args = ["--no-sandbox", "--disable-gpu"] });
        }
        finally
        {
            starting.Release();
        }
        return await ReportPage.OpenAsync(await browser.NewPageAsync(), html);
    }

    /// <inheritdoc/>
    [SuppressMessage("Usage", "CA1816", Justification = "There is no finalizer.")]
    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        starting.Dispose();
    }

    static string? Program => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}
