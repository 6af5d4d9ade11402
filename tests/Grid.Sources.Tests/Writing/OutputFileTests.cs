using System.Diagnostics;

namespace Grid.Sources.Tests;

public sealed class OutputFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("grid-output-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_made_when_all_is_written_and_nothing_else_stays()
    {
        using (var file = OutputFile.Open(At("m")))
        {
            Assert.False(File.Exists(At("m")));
            file.Write("new"u8);
        }
        Assert.Equal("new", File.ReadAllText(At("m")));
        Assert.Equal([At("m")], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void What_stands_there_is_kept_until_the_end_and_its_permissions_beyond_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "permissions are those of Unix");
        File.WriteAllText(At("m"), "old");
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherExecute;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(At("m"), mode);
        using (var given = OutputFile.Open(At("m")))
            Assert.Equal("old", File.ReadAllText(At("m")));
        Assert.Equal("old", File.ReadAllText(At("m")));
        using (var file = OutputFile.Open(At("m")))
        {
            using (var stream = file.OpenWrite())
                stream.Write("n"u8);
            Assert.Equal("old", File.ReadAllText(At("m")));
            file.Commit();
        }
        Assert.Equal("n", File.ReadAllText(At("m")));
        Assert.Equal([At("m")], Directory.GetFileSystemEntries(_folder));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(mode, File.GetUnixFileMode(At("m")));
    }

    [Fact]
    public void A_link_to_a_file_goes_on_leading_to_it()
    {
        File.WriteAllText(At("m"), "old");
        File.CreateSymbolicLink(At("link"), "m");
        File.CreateSymbolicLink(At("dangling"), At("made"));
        foreach (string name in new[] { "link", "dangling" })
        {
            using var file = OutputFile.Open(At(name));
            file.Write("new"u8);
        }
        Assert.Equal(("new", "new"), (File.ReadAllText(At("m")), File.ReadAllText(At("made"))));
        Assert.Equal("m", new FileInfo(At("link")).LinkTarget);
        Assert.NotNull(new FileInfo(At("dangling")).LinkTarget);
    }

    [Fact]
    public void Folders_pipes_and_links_to_them_are_refused_and_stay()
    {
        Directory.CreateDirectory(At("folder"));
        Refused("folder", "this is a folder");
        Refused("folder/", "this is a folder");
        Refused("none/", "this is the name of a folder");
        Refused("none/m", "there is no folder");
        Refused(" ", "expected the name of a file");
        File.CreateSymbolicLink(At("to-folder"), At("folder"));
        Refused("to-folder", "this is a folder");
        File.CreateSymbolicLink(At("circle"), At("circle"));
        Refused("circle", "circle");
        if (!OperatingSystem.IsLinux())
            return;
        Run("mkfifo", At("pipe"));
        File.CreateSymbolicLink(At("to-pipe"), "pipe");
        Refused("pipe", "this is a pipe");
        Refused("to-pipe", "this is a pipe");
        Assert.Equal(PathKind.Pipe, PathKinds.Of(At("pipe")));
    }

    [Fact]
    public void Devices_are_told_from_files()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "devices are files of Linux here");
        Assert.Equal(PathKind.Device, PathKinds.Of("/dev/null"));
        Assert.Equal(PathKind.Device, PathKinds.Of("/dev/full"));
        Assert.Equal(PathKind.Folder, PathKinds.Of("/dev"));
        Assert.Equal(PathKind.Nothing, PathKinds.Of(At("none")));
        File.WriteAllText(At("m"), "");
        Assert.Equal(PathKind.File, PathKinds.Of(At("m")));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_refused_at_once()
    {
        Refused(new string('n', 300), "cannot be written");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a folder that nobody may write to, root neither, is /proc");
        var fault = Assert.Throws<OutputException>(() => OutputFile.Open("/proc/m"));
        Assert.StartsWith("/proc/m: ", fault.Message, StringComparison.Ordinal);
        Assert.StartsWith("/proc/studies: ", Assert.Throws<OutputException>(() => OutputFolder.Check("/proc/studies")).Message, StringComparison.Ordinal);
        Assert.StartsWith("/proc: ", Assert.Throws<OutputException>(() => OutputFolder.Check("/proc")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_name_that_the_disk_takes_is_taken()
    {
        string name = new('n', 250);
        using (var file = OutputFile.Open(At(name)))
            file.Write("x"u8);
        Assert.Equal([At(name)], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_folder_is_tried_and_nothing_of_that_stays()
    {
        OutputFolder.Check(At("a/b/c"));
        OutputFolder.Check(_folder);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
        File.WriteAllText(At("taken"), "");
        Assert.Contains("taken is no folder", Assert.Throws<OutputException>(() => OutputFolder.Check(At("taken"))).Message, StringComparison.Ordinal);
        Assert.Contains("taken is no folder", Assert.Throws<OutputException>(() => OutputFolder.Check(At("taken/in/it"))).Message, StringComparison.Ordinal);
    }

    private string At(string name) => name.StartsWith(' ') ? name : Path.Combine(_folder, name);

    private void Refused(string name, string said)
    {
        var before = Directory.GetFileSystemEntries(_folder);
        var fault = Assert.Throws<OutputException>(() => OutputFile.Open(At(name)));
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder));
    }

    private static void Run(string command, string argument)
    {
        using var process = Process.Start(command, [argument]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
