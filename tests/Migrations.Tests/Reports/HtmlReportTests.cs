namespace Migrations.Tests.Reports;

/// <summary>The HTML report as its readers meet it: in a real browser.</summary>
public sealed class HtmlReportTests(Chromium chromium)
{
    /// <summary>
    /// Every text whose contrast with what it stands on is less than WCAG 2 asks for (AA): 4.5, or 3 where it is large. Text in SVG stands on the rectangle of
    /// its line, its title or its box.
    /// </summary>
    const string LowContrast = """
        (() => {
          document.querySelectorAll("details").forEach((d) => { d.open = true; });
          const parse = (color) => color.match(/[\d.]+/g).map(Number);
          const luminance = (rgb) => rgb.slice(0, 3).map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const backOf = (element) => {
            for (let e = element; e; e = e.parentElement) {
              const back = parse(getComputedStyle(e).backgroundColor);
              if (back.length === 3 || back[3] === 1) return back;
              if (back[3] > 0) throw new Error("half transparent: " + e.outerHTML.slice(0, 80));
            }
            return [255, 255, 255];
          };
          const rectOf = (text) => text.parentElement.querySelector(text.classList.contains("title-text") ? ":scope > .head" : ":scope > .row") ?? text.closest(".table").querySelector(":scope > .box");
          const bad = [];
          let count = 0;
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const e = node.parentElement;
            if (!node.textContent.trim() || e.closest("script, style, title, .hidden-text, .skip")) continue;
            const style = getComputedStyle(e), svg = e.closest("svg");
            const [front, back] = svg ? [parse(style.fill), parse(getComputedStyle(rectOf(e)).fill)] : [parse(style.color), backOf(e)];
            const [high, low] = [luminance(front), luminance(back)].sort((a, b) => b - a);
            const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
            const contrast = (high + 0.05) / (low + 0.05);
            count++;
            if (contrast < (large ? 3 : 4.5)) bad.push(`${contrast.toFixed(2)} ${e.className.baseVal ?? e.className}: ${node.textContent.trim().slice(0, 40)}`);
          }
          return [String(count), ...bad];
        })()
        """;

    [Fact]
    public async Task It_complains_of_nothing_and_asks_for_nothing()
    {
        await using var page = await OpenAsync(ReportSamples.EveryKind());

        Assert.Empty(page.Complaints);
        Assert.Empty(page.Requests);
        Assert.Equal("en", await page.AskAsync<string>("document.documentElement.lang"));
        Assert.Equal("db01:5432/sales", await page.AskAsync<string>("document.querySelector('h1').textContent"));
    }

    [Fact]
    public async Task Hostile_texts_stay_text()
    {
        await using var page = await OpenAsync(ReportSamples.OfHostileTexts());

        Assert.Empty(page.Complaints);
        Assert.Empty(page.Requests);
        Assert.Equal(1, await page.AskAsync<int>("document.querySelectorAll('script').length"));
        Assert.Equal(1, await page.AskAsync<int>("document.querySelectorAll('style').length"));
        Assert.Equal(0, await page.AskAsync<int>("document.querySelectorAll('img, iframe, object, embed, link, base').length"));
        Assert.Equal(0, await page.AskAsync<int>("[...document.querySelectorAll('*')].filter((e) => [...e.attributes].some((a) => a.name.startsWith('on'))).length"));
        Assert.Equal(ReportSamples.Hostile.Replace("\u202e", "[U+202E]", StringComparison.Ordinal), await page.AskAsync<string>("document.querySelector('.step .id').textContent"));
        Assert.Equal(ReportSamples.Hostile.Replace("\u202e", "[U+202E]", StringComparison.Ordinal), await page.AskAsync<string>("document.querySelector('.statement code').textContent"));
    }

    [Fact]
    public async Task Light_and_dark_follow_the_system_and_the_switch_overrules_it()
    {
        await using var page = await OpenAsync(ReportSamples.EveryKind());
        await page.PreferAsync("light");
        var (light, lightPicture) = (await BackgroundAsync(page), await page.ScreenshotAsync());
        await page.PreferAsync("dark");
        var (dark, darkPicture) = (await BackgroundAsync(page), await page.ScreenshotAsync());
        await page.ClickAsync("label[for=theme-light]");
        var overruled = await BackgroundAsync(page);

        Assert.NotEqual(light, dark);
        Assert.NotEqual(lightPicture, darkPicture);
        Assert.Equal(light, overruled);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Every_text_can_be_read(string scheme)
    {
        await using var page = await OpenAsync(ReportSamples.EveryKind());
        await page.PreferAsync(scheme);

        var found = await page.AskAsync<string[]>(LowContrast);

        Assert.True(int.Parse(found[0], System.Globalization.CultureInfo.InvariantCulture) > 200, $"Only {found[0]} texts were looked at.");
        Assert.Empty(found[1..]);
    }

    [Fact]
    public async Task Search_and_filters_leave_what_fits()
    {
        await using var page = await OpenAsync(ReportSamples.EveryKind());

        await page.SelectAsync("#severity", "error warning");
        Assert.Equal(["2", "3"], await ShownAsync(page));
        Assert.Equal("2 of 9 steps", await page.AskAsync<string>("document.getElementById('shown').textContent"));
        await page.SelectAsync("#severity", "suppressed");
        Assert.Equal(["4"], await ShownAsync(page));
        await page.SelectAsync("#severity", "");
        await page.SelectAsync("#least-risk", "high");
        Assert.Equal(["2", "3"], await ShownAsync(page));
        await page.SelectAsync("#least-risk", "");
        await page.TypeAsync("#search", "ADD phone");
        Assert.Equal(["1"], await ShownAsync(page));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_finding_leads_to_its_step_and_its_fix_can_be_copied()
    {
        await using var page = await OpenAsync(ReportSamples.EveryKind());
        Assert.False(await page.AskAsync<bool>("document.querySelector('#step-5 details').open"));

        await page.ClickAsync("a[href='#finding-5-1']");
        await page.AskAsync<bool>("new Promise((done) => setTimeout(() => done(true), 100))");
        Assert.True(await page.AskAsync<bool>("document.querySelector('#step-5 details').open"));
        await page.ClickAsync("#finding-2-1 .copy");
        await page.AskAsync<bool>("new Promise((done) => setTimeout(() => done(true), 100))");
        Assert.Matches("Copied|Selected", await page.AskAsync<string>("document.querySelector('#finding-2-1 .copy').textContent"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task It_can_be_used_with_the_keyboard()
    {
        await using var page = await OpenAsync(ReportSamples.EveryKind());

        await page.PressAsync("Tab");
        Assert.Equal("#steps", await page.AskAsync<string>("document.activeElement.getAttribute('href')"));
        await page.AskAsync<bool>("document.querySelector('#step-1 summary').focus() ?? true");
        await page.PressAsync("Enter");
        Assert.True(await page.AskAsync<bool>("document.querySelector('#step-1 details').open"));
        Assert.Empty(await page.AskAsync<string[]>("[...document.querySelectorAll('input, select')].filter((e) => !e.labels || e.labels.length === 0).map((e) => e.outerHTML)"));
    }

    [Fact]
    public async Task The_tables_are_drawn_as_they_change_as_they_are_and_as_they_will_be()
    {
        await using var page = await OpenAsync(ReportSamples.EveryKind());

        Assert.Equal(["+phone", "−flag"], await page.AskAsync<string[]>(
            "[...document.querySelectorAll('.picture.changes .table:not(.added) g')].filter((g) => g.querySelector('.sign')).map((g) => g.querySelector('.sign').textContent + g.querySelector('.name').textContent).sort()"));
        Assert.Equal(["flag", "id", "name"], await NamesAsync(page, "before"));
        Assert.Equal(["customer_id", "id", "name", "phone"], await NamesAsync(page, "after"));
        Assert.Equal(1, await page.AskAsync<int>("document.querySelectorAll('.picture.changes .line.added path').length"));
        await page.ClickAsync("label[for=picture-before]");
        Assert.Equal(["none", "block", "none"], await page.AskAsync<string[]>("[...document.querySelectorAll('.picture')].map((p) => getComputedStyle(p).display)"));
    }

    [Fact]
    public async Task It_works_without_scripts()
    {
        await using var page = await OpenAsync(ReportSamples.EveryKind());
        await page.WithoutScriptsAsync();

        Assert.Equal("none", await page.AskAsync<string>("getComputedStyle(document.getElementById('filter')).display"));
        Assert.Equal("none", await page.AskAsync<string>("getComputedStyle(document.querySelector('button.copy')).display"));
        await page.ClickAsync("#step-1 summary");
        Assert.True(await page.AskAsync<bool>("document.querySelector('#step-1 details').open"));
        await page.ClickAsync("label[for=theme-dark]");
        Assert.Equal("dark", await page.AskAsync<string>("getComputedStyle(document.documentElement).colorScheme"));
    }

    [Fact]
    public async Task It_can_be_printed_with_all_that_is_closed_on_the_screen()
    {
        await using var page = await OpenAsync(ReportSamples.EveryKind());
        var folded = await page.PrintAsync();
        await page.ClickAsync("#open-all");

        var open = await page.PrintAsync();

        Assert.Equal("%PDF-"u8.ToArray(), folded[..5]);
        Assert.Equal(Pages(open), Pages(folded));
    }

    [Fact]
    public async Task A_thousand_steps_are_there_at_once()
    {
        var html = HtmlPlanTests.Write(ReportSamples.Large(1000));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await using var page = await chromium.OpenAsync(html);

        Assert.Equal(1000, await page.AskAsync<int>("document.querySelectorAll('.step').length"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
        var search = await page.AskAsync<double>("(() => { const start = performance.now(); const field = document.getElementById('search'); field.value = 'table_777'; field.dispatchEvent(new Event('input', { bubbles: true })); document.body.offsetHeight; return performance.now() - start; })()");
        Assert.True(search < 1000, $"A search took {search} ms.");
        Assert.Equal(["777"], await ShownAsync(page));
        Assert.Equal(40, await page.AskAsync<int>("document.querySelectorAll('.picture.changes .table').length"));
    }

    Task<ReportPage> OpenAsync(MigrationPlan plan) => chromium.OpenAsync(HtmlPlanTests.Write(plan));

    static Task<string> BackgroundAsync(ReportPage page) => page.AskAsync<string>("getComputedStyle(document.body).backgroundColor");

    static Task<string[]> ShownAsync(ReportPage page) => page.AskAsync<string[]>("[...document.querySelectorAll('.step')].filter((s) => s.offsetParent).map((s) => s.querySelector('.number').textContent)");

    static Task<string[]> NamesAsync(ReportPage page, string picture) => page.AskAsync<string[]>($"[...document.querySelectorAll('.picture.{picture} .name')].map((n) => n.textContent).sort()");

    static int Pages(byte[] pdf) => System.Text.RegularExpressions.Regex.Count(System.Text.Encoding.Latin1.GetString(pdf), "/Type\\s*/Page\\b");
}
