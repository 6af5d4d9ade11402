namespace Grid.Deploy.Tests;

public sealed class LintTests
{
    [Fact]
    public async Task The_template_passes_cfn_lint_without_a_warning()
    {
        string lint = Tool.Require("cfn-lint", "cfn-lint");
        var (code, output, errors) = await Tool.RunAsync(Tool.Command(lint, "--include-checks", "W", "--", Repository.PathOf(Template.Place)));
        Assert.True(code == 0, output + errors);
        Assert.Equal("", output);
    }
}
