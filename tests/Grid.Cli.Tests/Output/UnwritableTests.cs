using System.Diagnostics;

namespace Grid.Cli.Tests.Output;

/// <summary>Places that cannot be written are no fault of ours: exit code 2, one line that says what to do, nothing left behind.</summary>
public sealed class UnwritableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // The commands of these tests may run as nobody, for root may write everywhere.
    public UnwritableTests()
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_111_111);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("arrow")]
    public async Task A_full_disk_on_the_output_is_told(string form)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full here");
        var (code, _, error) = await GridProcess.ShellAsync($"grid describe {Places.Data("trips.csv")} --timings -o {form} >/dev/full");
        Assert.Equal(2, code);
        Assert.Equal("grid: the output cannot be written: No space left on device; make room there, or choose another place", Lines(error)[^1]);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--help")]
    [InlineData("describe --help")]
    [InlineData("sample digits d.csv")]
    public async Task A_full_disk_under_words_is_told_as_well(string command)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full here");
        var (code, _, error) = await GridProcess.ShellAsync($"grid {command} >/dev/full", _folder.Path);
        Assert.Equal((2, "grid: the output cannot be written: No space left on device; make room there, or choose another place"), (code, Assert.Single(Lines(error))));
    }

    [Fact]
    public async Task A_closed_output_is_told()
    {
        var (code, _, error) = await GridProcess.ShellAsync($"grid missing {Places.Data("trips.csv")} --timings >&-");
        Assert.Equal(2, code);
        Assert.StartsWith("grid: the output cannot be written: it is closed; ", Lines(error)[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("head {0} -o csv --columns VendorID 2>&-", 0)]
    [InlineData("head {0} -o csv --columns VendorID <&- 2>&-", 0)]
    [InlineData("describe {0} 2>&-", 0)]
    [InlineData("schema {0} 2>&-", 0)]
    [InlineData("head nothing.csv 2>&-", 2)]
    [InlineData("heed 2>&-", 2)]
    [InlineData("head {0} >&- 2>&-", 2)]
    [InlineData("head {0} <&- >&- 2>&-", 2)]
    [InlineData("save {0} saved.csv <&- 2>&-", 0)]
    [InlineData("head - <&- 2>&-", 2)]
    public async Task A_closed_error_stream_does_not_cost_the_answer(string command, int expected)
    {
        var (code, _, error) = await GridProcess.ShellAsync($"grid {string.Format(System.Globalization.CultureInfo.InvariantCulture, command, Places.Data("trips.csv"))}", _folder.Path);
        Assert.Equal((expected, ""), (code, error));
    }

    [Theory]
    [InlineData("head - <&-")]
    [InlineData("describe - <&-")]
    [InlineData("save - x.csv <&-")]
    public async Task A_closed_input_is_told_and_not_waited_for(string command)
    {
        var (code, output, error) = await GridProcess.ShellAsync($"timeout 60 \"$GRID_COMMAND\" {command}", _folder.Path);
        Assert.Equal((2, ""), (code, output));
        Assert.Equal("grid: standard input is closed; give it a table ('grid head - < table.csv'), or name a file", Lines(error)[^1].TrimEnd('.'));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("arrow")]
    [InlineData("table")]
    public async Task A_reader_that_has_enough_ends_the_command_quietly(string form)
    {
        string rows = string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{i},{i * 7}\n"));
        string path = _folder.File("long.csv", "id,n\n" + rows);
        var (_, output, error) = await GridProcess.ShellAsync($"grid head {path} --rows 40000 --timings -o {form} | head -c 10 | wc -c; echo ${{PIPESTATUS[0]}}");
        Assert.Equal(["10", "141"], Lines(output));
        Assert.DoesNotContain("grid:", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_stream_that_is_full_does_not_cost_the_answer()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full here");
        var (code, output, _) = await GridProcess.ShellAsync($"grid nunique {Places.Data("trips.csv")} -o csv 2>/dev/full");
        Assert.Equal(0, code);
        Assert.StartsWith("name,distinct", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("head {0}/x.csv", "{0}/x.csv cannot be seen, as the folder {0} may not be entered; allow it, or ask whoever owns it")]
    [InlineData("describe {0}/in/x.csv", "{0}/in/x.csv cannot be seen, as the folder {0} may not be entered")]
    [InlineData("schema '{0}/*/x.csv'", "{0}/*/x.csv cannot be ")]
    [InlineData("schema '{0}/in/*.csv'", "{0}/in/*.csv cannot be seen, as the folder {0} may not be entered")]
    [InlineData("predict {0}/m.model {1}", "{0}/m.model' cannot be seen, as the folder {0} may not be entered")]
    [InlineData("save {1} {0}/in/x.csv", "{0}/in/x.csv cannot be seen, as the folder {0} may not be entered")]
    [InlineData("save {1} {0}/in/x/", "{0}/in/x/ cannot be seen, as the folder {0} may not be entered")]
    public async Task What_is_in_a_folder_that_nobody_may_enter_is_not_said_to_be_missing(string command, string said)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the rights are those of Unix");
        Directory.CreateDirectory(_folder["shut/in"]);
        foreach (string file in (string[])["x.csv", "in/x.csv", "m.model"])
            File.WriteAllText(_folder[$"shut/{file}"], "a\n1\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder["shut"], UnixFileMode.None);
        try
        {
            string Filled(string text) => text.Replace("{0}", _folder["shut"], StringComparison.Ordinal).Replace("{1}", Places.Data("trips.csv"), StringComparison.Ordinal);
            await RefusedAsync($"grid {Filled(command)}", Filled(said));
        }
        finally
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(_folder["shut"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Theory]
    [InlineData("sample digits")]
    [InlineData("sample taxi --rows 1000 --files 1")]
    public async Task A_sample_where_a_file_stands_in_the_way_is_refused(string command)
    {
        string file = _folder.File("file", "");
        await RefusedAsync($"grid {command} {file}/below", $"{file}/below: a folder cannot be made here, because {file} is no folder; choose another");
        Assert.Equal("", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("sample digits", "")]
    [InlineData("sample digits", "/digits.csv")]
    [InlineData("sample digits", "/new")]
    [InlineData("sample taxi --rows 1000 --files 1", "")]
    [InlineData("sample taxi --rows 1000 --files 1", "/new")]
    public async Task A_sample_where_nobody_may_write_is_refused(string command, string place)
    {
        Directory.CreateDirectory(_folder["shut"]);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder["shut"], UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
        await RefusedAsync($"grid {command} {_folder["shut"]}{place}", _folder["shut"]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["shut"]));
    }

    [Theory]
    [InlineData("sample digits /proc/x.csv", "/proc/x.csv: nothing can be made there; choose another place")]
    [InlineData("sample digits /proc/x", "/proc/x: a folder cannot be made here: nothing can be made there; choose another place")]
    [InlineData("sample taxi /proc/x", "/proc/x: a folder cannot be made here: nothing can be made there; choose another place")]
    [InlineData("sample digits /dev/full", "/dev/full: a folder cannot be made here, because /dev/full is no folder; choose another")]
    [InlineData("sample digits none/digits.csv", "none/digits.csv: there is no folder")]
    [InlineData("tune TABLE --target target --task classify --grid max_depth=2 --trees 2 --save /proc/x", "--save /proc/x: nothing can be made there; choose another place")]
    [InlineData("tune TABLE --target target --task classify --grid max_depth=2 --trees 2 --save /dev/full", "--save /dev/full: this is a device; name a file")]
    [InlineData("tune TABLE --target target --task classify --grid max_depth=2 --trees 2 --study s --folder /proc/x", "--folder /proc/x: nothing can be made there; choose another place")]
    [InlineData("up --cluster /proc/x", "/proc/x cannot be written: nothing can be made there; name one of your own with --cluster")]
    [InlineData("up --cluster /dev/full", "/dev/full cannot be written: what stands there is no folder; name one of your own with --cluster")]
    [InlineData("predict nope.model TABLE", "there is no model 'nope.model'; name the file that one was saved in")]
    [InlineData("predict / TABLE", "the model '/' is a folder; name the file that the model was saved in")]
    public async Task A_place_where_nothing_can_be_is_told_in_plain_words(string command, string said)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the places are those of Linux");
        await CommandRun.Of("sample", "digits", _folder["digits.csv"]);
        var run = await CommandRun.Of(command.Replace("TABLE", _folder["digits.csv"], StringComparison.Ordinal).Split(' '));
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(said, run.ErrorLine, StringComparison.Ordinal);
        Assert.DoesNotContain("Could not find", run.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sample_in_the_name_of_a_folder_is_refused()
    {
        Directory.CreateDirectory(_folder["digits.csv"]);
        await RefusedAsync($"grid sample digits {_folder["digits.csv"]}", $"{_folder["digits.csv"]}: this is a folder; name a file");
        await RefusedAsync($"grid sample digits {_folder.Path}", $"{_folder["digits.csv"]}: this is a folder; name a file");
    }

    [Fact]
    public async Task A_sample_over_a_file_that_is_protected_is_refused()
    {
        string path = _folder.File("digits.csv", "mine");
        File.SetAttributes(path, FileAttributes.ReadOnly);
        await RefusedAsync($"grid sample digits {path}", $"{path}: no right to write here; choose another place, or ask for the right");
        Assert.Equal("mine", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_told()
    {
        await RefusedAsync($"grid sample digits {_folder.Path}/{new string('a', 300)}", "too long");
    }

    [Fact]
    public async Task A_current_folder_that_is_gone_is_told()
    {
        var (code, _, error) = await GridProcess.ShellAsync("mkdir gone && cd gone && rmdir ../gone && grid sample digits here.csv", _folder.Path);
        Assert.Equal((2, "grid: "), (code, Assert.Single(Lines(error))[..6]));
        Assert.DoesNotContain("fault of ours", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "up --silos 1 --memory 64MB --detach --cluster FULL/c")]
    [InlineData(0, "tune TABLE --target target --task classify --grid max_depth=2 --trees 2 --study s --folder FULL/studies")]
    [InlineData(2, "tune TABLE --target target --task classify --grid max_depth=2,3,4,5 --trees 2 --study s --folder FULL/studies")]
    public async Task A_full_disk_under_what_is_kept_is_told(int roomKilobytes, string command)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "a small file system is mounted, which takes Linux and root");
        string full = _folder["full"];
        Directory.CreateDirectory(full);
        await GridProcess.ShellAsync($"grid sample digits {_folder["digits.csv"]}");
        var (mounted, _, _) = await GridProcess.ShellAsync($"mount -t tmpfs -o size=64k tmpfs {full}");
        Assert.SkipUnless(mounted == 0, "no file system can be mounted here");
        try
        {
            await GridProcess.ShellAsync($"dd if=/dev/zero of={full}/fill bs=1k count={64 - 4 * roomKilobytes}");
            var (code, output, error) = await GridProcess.ShellAsync($"grid {command.Replace("FULL", full, StringComparison.Ordinal).Replace("TABLE", _folder["digits.csv"], StringComparison.Ordinal)}");
            string said = Lines(error)[^1];
            Assert.True(code == 2, $"{code}: {error}");
            Assert.Equal("", output);
            Assert.StartsWith("grid: ", said, StringComparison.Ordinal);
            Assert.Contains("No space left on device", said, StringComparison.Ordinal);
            Assert.DoesNotContain("fault of ours", said, StringComparison.Ordinal);
        }
        finally
        {
            await GridProcess.ShellAsync($"umount {full}");
        }
    }

    [Fact]
    public async Task A_cluster_ends_where_its_disk_is_full_and_says_what_that_costs()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "a small file system is mounted, which takes Linux and root");
        string full = _folder["disk"];
        Directory.CreateDirectory(full);
        var (mounted, _, _) = await GridProcess.ShellAsync($"mount -t tmpfs -o size=2m tmpfs {full}");
        Assert.SkipUnless(mounted == 0, "no file system can be mounted here");
        try
        {
            var (up, _, why) = await GridProcess.ShellAsync($"grid up --silos 1 --memory 64MB --detach --cluster {full}/c");
            Assert.True(up == 0, why);
            await GridProcess.ShellAsync($"dd if=/dev/zero of={full}/fill bs=1k");
            var (code, output, error) = await GridProcess.ShellAsync($"grid down --cluster {full}/c");
            Assert.Equal((0, "1 silo is down\n"), (code, output));
            Assert.StartsWith($"note: {full}/c cannot be written (No space left on device", error, StringComparison.Ordinal);
        }
        finally
        {
            await GridProcess.ShellAsync($"umount {full}");
        }
    }

    [Theory]
    [InlineData("HOME", null)]
    [InlineData("HOME", "/nonexistent")]
    [InlineData("HOME", "/dev/null")]
    [InlineData("TERM", null)]
    [InlineData("TERM", "dumb")]
    [InlineData("TERM", "no-such-terminal")]
    [InlineData("NO_COLOR", "1")]
    [InlineData("LANG", null)]
    [InlineData("TMPDIR", "/nonexistent")]
    public async Task An_answer_does_not_hang_on_the_environment(string name, string? value)
    {
        var (code, output, error) = await GridProcess.ShellAsync($"grid nunique {Places.Data("trips.csv")} -o csv --timings", environment: (name, value));
        Assert.True(code == 0, error);
        Assert.StartsWith("name,distinct", output, StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(string line, string said)
    {
        bool root = Environment.UserName == "root";
        string asNobody = root && await HasAsync("setpriv") ? line.Replace("grid ", "setpriv --reuid 65534 --regid 65534 --clear-groups \"$GRID_COMMAND\" ", StringComparison.Ordinal) : line;
        var (code, _, error) = await GridProcess.ShellAsync(asNobody);
        Assert.True(code == 2, $"{code}: {error}");
        string only = Assert.Single(Lines(error));
        Assert.StartsWith("grid: ", only, StringComparison.Ordinal);
        Assert.Contains(said, only, StringComparison.Ordinal);
    }

    private static async Task<bool> HasAsync(string tool)
    {
        using var which = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"command -v {tool}"]) { RedirectStandardOutput = true })!;
        await which.WaitForExitAsync(TestContext.Current.CancellationToken);
        return which.ExitCode == 0;
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
