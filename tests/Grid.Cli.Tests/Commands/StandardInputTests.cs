namespace Grid.Cli.Tests;

/// <summary>Standard input in place of a path, for the command as a process of its own.</summary>
public sealed class StandardInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("printf 'a,b\\n1,2\\n3,4\\n' | grid aggregate - --agg 'sum(a)' -o csv", "sum(a)\n4\n")]
    [InlineData("printf 'a;b\\n1,5;2\\n' | grid head - --delimiter ';' --decimal , -o csv", "a,b\n1.5,2\n")]
    [InlineData("printf 'a,b\\n1,2\\n' | gzip | grid head - -o csv", "a,b\n1,2\n")]
    [InlineData("printf '{\"a\":1}\\n{\"a\":2}\\n' | grid head - -o csv", "a\n1\n2\n")]
    [InlineData("printf 'a\\n1\\n' > x.csv; printf 'a\\n2\\n' | grid head x.csv - -o csv", "a\n1\n2\n")]
    public async Task It_is_read_by_every_question_whatever_it_starts_with(string line, string answer)
    {
        var (code, output, error) = await GridProcess.ShellAsync($"export TMPDIR={_folder.Path}\n{line}; code=$?; ls {_folder.Path} | grep tmp; exit $code", _folder.Path);
        Assert.True(code == 0, error);
        Assert.Equal(answer, output);
    }

    [Fact]
    public async Task A_fault_of_it_is_one_line()
    {
        var (code, output, error) = await GridProcess.ShellAsync("printf 'a,b\\n1\\n' | grid describe -");
        Assert.Equal(2, code);
        Assert.Equal("", output);
        Assert.Contains("standard input, line 2: the row has 1 field, expected 2", error);
        (code, _, error) = await GridProcess.ShellAsync("printf 'a\\n1\\n' | grid describe -", null, ("TMPDIR", "/nowhere"));
        Assert.Equal(2, code);
        Assert.Contains("standard input cannot be kept in /nowhere", error);
    }
}
