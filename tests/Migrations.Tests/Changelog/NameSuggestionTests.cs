using Migrations.Changelog;

namespace Migrations.Tests.Changelog;

public class NameSuggestionTests
{
    static readonly string[] Known = ["changeSet", "include", "includeAll", "property", "preConditions"];

    [Theory]
    [InlineData("changeset", "changeSet")]
    [InlineData("chnageSet", "changeSet")]
    [InlineData("includAll", "includeAll")]
    [InlineData("preconditions", "preConditions")]
    [InlineData("proprety", "property")]
    public void A_close_name_is_suggested(string written, string expected) => Assert.Equal(expected, NameSuggestion.For(written, Known));

    [Theory]
    [InlineData("rollback")]
    [InlineData("x")]
    [InlineData("")]
    public void A_distant_name_is_not(string written) => Assert.Null(NameSuggestion.For(written, Known));

    [Fact]
    public void A_name_of_any_length_costs_nothing() => Assert.Null(NameSuggestion.For(new string('a', 10_000_000), Known));
}
