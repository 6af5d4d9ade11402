namespace Grid.Cli.Tests;

public class ExitCodeTests
{
    [Fact]
    public void A_fault_of_ours_is_1_and_one_line_that_says_so()
    {
        var fault = Record.Exception(() => Array.Empty<int>().First())!;
        int code = ExitCode.Of(fault);
        string line = ExitCode.Line(fault, code);
        Assert.Equal(1, code);
        Assert.StartsWith("grid: a fault of ours", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public void Messages_of_several_lines_become_one() =>
        Assert.Equal("grid: a b", ExitCode.Line(new UsageException("a\n  b\r\n"), ExitCode.BadInput));
}
