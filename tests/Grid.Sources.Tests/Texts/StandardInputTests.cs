using System.IO.Compression;
using System.Text;

namespace Grid.Sources.Tests;

/// <summary>Standard input as a table: taken once, known by what it starts with, and gone with the process.</summary>
public sealed class StandardInputTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        StandardInput.Open = Console.OpenStandardInput;
        StandardInput.Restart();
        _folder.Dispose();
    }

    private static void Give(Stream stream)
    {
        StandardInput.Restart();
        StandardInput.Open = () => stream;
    }

    [Fact]
    public async Task It_is_read_as_a_file_of_any_text_and_many_times()
    {
        byte[] text = Encoding.ASCII.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i},x\n")));
        var options = new CsvOptions { SplitBytes = 500_000 };
        var expected = await Loading.Load(options, _folder.Write("x.csv", text));
        Give(new Trickle(text));
        string[] before = Directory.GetFiles(Path.GetTempPath(), "grid-*.tmp");
        Assert.Equal(Tables.Bytes(expected), Tables.Bytes(await Loading.Load(options, "-")));
        Assert.Equal(Tables.Bytes(expected), Tables.Bytes(await Loading.Load(options, "-")));
        // It has no name that somebody would have to remove.
        Assert.Equal(before, Directory.GetFiles(Path.GetTempPath(), "grid-*.tmp"));
        using var stored = new MemoryStream();
        using (var stream = new System.IO.Compression.GZipStream(stored, CompressionLevel.Fastest, leaveOpen: true))
            stream.Write(text);
        Give(new Trickle(stored.ToArray()));
        Assert.Equal(200_000, (await Loading.Load(new CsvOptions(), "-")).Rows);
        Give(new Trickle("{\"a\":1}\n{\"a\":2}\n"u8.ToArray()));
        Assert.Equal([1L, 2L], (await Loading.Load(new CsvOptions(), "-"))["a"]);
    }

    [Fact]
    public async Task Faults_name_it()
    {
        Give(new Trickle("a,b\n1,2\n3\n"u8.ToArray()));
        Assert.StartsWith("standard input, line 3: the row has 1 field", (await Assert.ThrowsAsync<SourceException>(() => Loading.Load(new CsvOptions(), "-"))).Message);
        Give(new Trickle([]));
        Assert.Contains("standard input is empty", (await Assert.ThrowsAsync<SourceException>(() => Loading.Load(new CsvOptions(), "-"))).Message);
        Assert.Contains("write it into a file", Assert.Throws<SourceException>(() => SourcePath.Full("-")).Message);
    }

    [Fact]
    public async Task A_wait_for_it_is_cancelled()
    {
        using var never = new Never();
        Give(never);
        using var cancel = new CancellationTokenSource(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SourcePlanner.PlanAsync(["-"], new CsvOptions(), cancel.Token));
        never.Release();
    }

    // A pipe gives what it has.
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 7777)]);
    }

    private sealed class Never : MemoryStream
    {
        private readonly ManualResetEventSlim _end = new();

        public void Release() => _end.Set();

        public override int Read(Span<byte> buffer)
        {
            _end.Wait(TimeSpan.FromSeconds(20));
            return 0;
        }
    }
}
