using System.Text;
using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>Where tables are saved: what is whole has its name, and nothing else stays.</summary>
public sealed class SavePlaceTests : IDisposable
{
    private static readonly TableForm s_csv = new(TableFormat.Csv, TableCompression.None);
    private static readonly RecordBatch s_batch = RecordBatch.From(("a", ColumnFactory.Int64(1, 2)));

    private readonly TempFolder _folder = new();
    private readonly LoopbackBucket _bucket = Buckets.Make();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_has_its_name_when_it_is_whole()
    {
        using (var place = Open(At("a.csv")))
        {
            Write(place, 0);
            Assert.False(File.Exists(At("a.csv")));
            place.Commit();
            Assert.Equal(6, place.Bytes);
        }
        Assert.Equal("a\n1\n2\n", File.ReadAllText(At("a.csv")));
        Assert.Equal([At("a.csv")], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void What_stands_there_is_replaced_only_where_that_is_said()
    {
        _folder.Write("a.csv", "old");
        _folder.Write("parts/b.csv", "old");
        _bucket.Put("a.csv", "old");
        _bucket.Put("parts/b.csv", "old");
        foreach (string path in new[] { At("a.csv"), At("parts/"), _bucket["a.csv"], _bucket["parts/"] })
        {
            Refused(path, "say --overwrite");
            using var place = Open(path, overwrite: true);
            Write(place, 0);
            place.Commit();
        }
        Assert.Equal("a\n1\n2\n", File.ReadAllText(At("a.csv")));
        Assert.Equal([At("a.csv"), At("parts")], Directory.GetFileSystemEntries(_folder.Path).Order());
        Assert.Equal([At("parts/part-00000.csv")], Directory.GetFileSystemEntries(At("parts")));
        Assert.Equal(["a.csv", "parts/part-00000.csv"], _bucket.Objects.Keys.Order());
        Assert.All(_bucket.Objects.Values, o => Assert.Equal("a\n1\n2\n", Encoding.UTF8.GetString(o.Content)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_stays_of_what_is_not_committed(bool isBucket)
    {
        foreach (string name in new[] { "a.csv", "parts/" })
        {
            using var place = Open(isBucket ? _bucket[name] : At(name));
            Write(place, 0);
            if (name == "parts/")
                Write(place, 3);
        }
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        Assert.Empty(_bucket.Objects);
        Assert.Empty(_bucket.Uploads);
    }

    [Fact]
    public void What_is_read_is_never_replaced()
    {
        _folder.Write("in/a.csv", "old");
        _bucket.Put("in/a.csv", "old");
        foreach (string input in new[] { At("in/a.csv"), At("in"), At("in/*.csv") })
            Refused(At("in/a.csv"), "this is read from", overwrite: true, input);
        foreach (string input in new[] { At("in/a.csv"), At("in"), At("in/*.csv"), At("in/deeper/**/*.csv") })
            Refused(At("in/"), "this is read from", overwrite: true, input);
        foreach (string input in new[] { _bucket["in/a.csv"], _bucket["in/*.csv"], _bucket["**/*.csv"] })
            Refused(_bucket["in/a.csv"], "this is read from", overwrite: true, input);
        foreach (string input in new[] { _bucket["in/a.csv"], _bucket["in"], _bucket["in/*.csv"] })
            Refused(_bucket["in/"], "this is read from", overwrite: true, input);
        Assert.Equal("old", File.ReadAllText(At("in/a.csv")));
        using var beside = Open(At("in2/"), overwrite: true, At("in"));
    }

    [Theory]
    [InlineData("none/a.csv", "there is no folder")]
    [InlineData("none/parts/", "there is no folder")]
    [InlineData("file.csv/", "what stands here is no folder")]
    [InlineData("folder", "this is a folder")]
    [InlineData(" ", "' ': expected the name of a file")]
    public void Places_that_cannot_be_written_are_refused_before_the_work(string path, string said)
    {
        _folder.Write("file.csv", "x");
        Directory.CreateDirectory(At("folder"));
        Refused(path == " " ? path : At(path), said);
        Assert.Equal([At("file.csv"), At("folder")], Directory.GetFileSystemEntries(_folder.Path).Order());
    }

    [Fact]
    public void A_folder_that_is_not_writable_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "whoever may write everywhere is refused nowhere");
        Directory.CreateDirectory(At("locked"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(At("locked"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Refused(At("locked/a.csv"), "no right to write here");
        Refused(At("locked/parts/"), "no right to write here");
    }

    [Theory]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Parquet)]
    [InlineData(TableFormat.Arrow)]
    [InlineData(TableFormat.JsonLines)]
    public void A_disk_that_is_full_is_told_and_nothing_stays(TableFormat format)
    {
        var form = new TableForm(format, TableCompression.None);
        var place = new FullPlace();
        var batch = RecordBatch.From(("a", ColumnFactory.Int64([.. Enumerable.Range(0, 1 << 18).Select(i => (long?)(i * 7919L))])));
        var fault = Assert.Throws<OutputException>(() =>
        {
            using var part = TablePart.Begin(place, 0, form, batch.Schema, 2);
            part.Write(part.Prepare(batch));
            part.Finish();
        });
        Assert.Equal("full: it cannot be written: No space left on device; make room there, or choose another place", fault.Message);
    }

    [Fact]
    public void A_large_object_goes_in_parts_and_is_whole()
    {
        using (var place = Open(_bucket["large.bin"]))
        {
            var stream = place.OpenPart(0);
            var random = new Random(7);
            byte[] content = new byte[20 << 20];
            random.NextBytes(content);
            for (int at = 0; at < content.Length; at += 777_777)
                stream.Write(content.AsSpan(at, Math.Min(777_777, content.Length - at)));
            place.FinishPart(0, stream);
            Assert.Empty(_bucket.Objects);
            place.Commit();
            Assert.Equal(content, _bucket.Objects["large.bin"].Content);
        }
        Assert.Contains("PUT large.bin 3", _bucket.Requests);
        Assert.Empty(_bucket.Uploads);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_bucket_that_fails_in_the_middle_is_told_and_nothing_stays(int number)
    {
        _bucket.RefusesPart = (_, part) => part == number;
        var fault = Assert.Throws<OutputException>(() =>
        {
            using var place = Open(_bucket["a.jsonl"]);
            using var part = TablePart.Begin(place, 0, new(TableFormat.JsonLines, TableCompression.None), s_batch.Schema, 1);
            var batch = RecordBatch.From(("a", ColumnFactory.Int64([.. Enumerable.Range(0, 1 << 16).Select(i => (long?)i)])));
            for (int i = 0; i < 30; i++)
                part.Write(part.Prepare(batch));
            part.Finish();
            place.Commit();
        });
        Assert.StartsWith($"{_bucket["a.jsonl"]} cannot be written: S3 says AccessDenied", fault.Message, StringComparison.Ordinal);
        Assert.Contains("s3:PutObject", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_bucket.Objects);
        Assert.Empty(_bucket.Uploads);
    }

    [Fact]
    public void A_bucket_that_is_not_there_or_refuses_is_told_before_the_work()
    {
        Refused($"s3://{Buckets.Missing()}/a.csv", "there is no bucket");
        Refused("s3:///a.csv", "names no bucket");
        Refused(_bucket["a*.csv"], "expected the name of an object");
        _bucket.Refusal = (403, "AccessDenied");
        Refused(_bucket["a.csv"], "S3 says AccessDenied");
    }

    private string At(string name) => Path.Combine(_folder.Path, name);

    private static SavePlace Open(string path, bool overwrite = false, params string[] inputs) => SavePlace.Open(path, s_csv, overwrite, inputs, TestContext.Current.CancellationToken);

    private static void Write(SavePlace place, int index)
    {
        using var part = TablePart.Begin(place, index, s_csv, s_batch.Schema, 1);
        part.Write(part.Prepare(s_batch));
        part.Finish();
    }

    private static void Refused(string path, string said, bool overwrite = false, params string[] inputs)
    {
        var fault = Assert.Throws<OutputException>(() => Open(path, overwrite, inputs).Dispose());
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith(path.Trim(), fault.Message, StringComparison.Ordinal);
    }

    /// <summary>A place on a disk that is full after a while.</summary>
    private sealed class FullPlace() : SavePlace("full")
    {
        public override long Bytes => 0;

        public override void Commit() => throw new InvalidOperationException("What failed was committed.");

        public override bool Replaces(string file) => false;

        public override void Dispose()
        {
        }

        internal override CountedStream OpenPart(int index) => new(new FullStream(), _ => { });

        internal override Exception Fault(Exception fault) => OutputFile.IsOfDisk(fault) ? OutputFile.Fault(Path, fault) : fault;
    }

    private sealed class FullStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

        public override void Write(byte[] buffer, int offset, int count)
        {
            base.Write(buffer, offset, count);
            if (Length > 100_000)
                throw new IOException("No space left on device : '/tmp/x'", 28);
        }
    }
}
