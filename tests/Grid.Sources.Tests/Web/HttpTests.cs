using System.IO.Compression;
using System.Net;
using System.Text;

namespace Grid.Sources.Tests;

/// <summary>Files of the web are the tables that they are on a disk; each fault is one line that says what to do.</summary>
public sealed class HttpTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LoopbackServer _server = new();

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    private static readonly byte[] s_text = Encoding.ASCII.GetBytes("id,name,at\n" + string.Concat(Enumerable.Range(0, 300_000).Select(i => $"{i},{(i % 500 == 0 ? "\"x\ny\"" : $"n{i % 17}")},2017-03-{1 + i % 28:D2} 10:00:00\n")));

    private static async Task<string> Fails(string path)
    {
        var error = await Assert.ThrowsAsync<SourceException>(() => Loading.Load(new CsvOptions(), path));
        Assert.DoesNotContain('\n', error.Message);
        return error.Message;
    }

    [Theory]
    [InlineData(true, true, true, true)]
    [InlineData(true, false, true, true)]
    [InlineData(true, false, false, true)]
    [InlineData(false, true, true, true)]
    [InlineData(false, false, false, true)]
    [InlineData(false, false, false, false)]
    public async Task Files_give_the_same_batches_to_the_bit_with_ranges_and_without(bool givesRanges, bool hasTags, bool hasTimes, bool hasLengths)
    {
        (_server.GivesRanges, _server.HasTags, _server.HasTimes, _server.HasLengths) = (givesRanges, hasTags, hasTimes, hasLengths);
        var options = new CsvOptions { SplitBytes = 1_000_000 };
        var expected = Loading.Load(await Loading.Plan(options, _folder.Write("x.csv", s_text)));
        var table = await Loading.Load(options, _server.Put("a/x.csv", s_text) + "?token=1#top");
        Assert.Equal(Tables.Bytes(expected), Tables.Bytes(table));
        if (givesRanges && (hasTags || hasTimes))
            Assert.DoesNotContain("", _server.Requests);
        else
            Assert.InRange(_server.Requests.Count, 1, 2);
    }

    [Fact]
    public async Task Formats_and_compressions_are_known_as_of_files()
    {
        using var stored = new MemoryStream();
        using (var stream = new System.IO.Compression.GZipStream(stored, CompressionLevel.Fastest))
            stream.Write(s_text);
        Assert.Equal(300_000, (await Loading.Load(new CsvOptions(), _server.Put("x.csv.gz", stored.ToArray()) + "?v=2")).Rows);
        Assert.Equal(2, (await Loading.Load(new CsvOptions(), _server.Put("rows", "{\"a\":1}\n{\"a\":2}\n"u8.ToArray()))).Rows);
        Assert.Equal(2, (await Loading.Load(new CsvOptions(), _server.Put("rows.jsonl", "{\"a\":1}\n{\"a\":2}\n"u8.ToArray()) + "?x=.csv")).Rows);
        Assert.Contains("is empty", await Fails(_server.Put("empty.csv", [])));
    }

    [Theory]
    [InlineData(404, "there is nothing at this address (404")]
    [InlineData(403, "the server refuses it (403")]
    [InlineData(401, "the server refuses it (401")]
    [InlineData(500, "the server is at fault (500")]
    [InlineData(503, "try again later")]
    [InlineData(429, "asked too often")]
    [InlineData(418, "the server says 418")]
    public async Task What_a_server_says_is_one_line(int status, string what)
    {
        _server.Instead = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Close();
            return true;
        };
        string error = await Fails(_server["x.csv"]);
        Assert.Contains(_server["x.csv"], error);
        Assert.Contains(what, error);
    }

    [Fact]
    public async Task Redirects_are_followed_and_not_for_ever()
    {
        string there = _server.Put("there.csv", s_text);
        int hops = 0;
        _server.Instead = context =>
        {
            if (context.Request.Url!.AbsolutePath == "/there.csv")
                return false;
            hops++;
            context.Response.Redirect(context.Request.Url.AbsolutePath == "/round.csv" ? _server["round.csv"] : there);
            context.Response.Close();
            return true;
        };
        Assert.Equal(300_000, (await Loading.Load(new CsvOptions(), _server["here.csv"])).Rows);
        hops = 0;
        Assert.Contains("one address after the other", await Fails(_server["round.csv"]));
        Assert.InRange(hops, 2, 10);
    }

    [Fact]
    public async Task A_file_that_changes_in_between_is_refused()
    {
        foreach (bool hasTags in new[] { true, false })
        {
            _server.HasTags = hasTags;
            var plan = await Loading.Plan(new CsvOptions(), _server.Put("x.csv", s_text));
            _server.Put("x.csv", hasTags ? [.. s_text[..^2], (byte)'1', (byte)'\n'] : s_text[..^100]);
            Assert.Contains("has changed", Assert.Throws<SourceException>(() => Loading.Load(plan)).Message);
        }
        _server.HasTags = true;
        var gone = await Loading.Plan(new CsvOptions(), _server.Put("x.csv", s_text));
        _server.Instead = context =>
        {
            context.Response.StatusCode = 404;
            context.Response.Close();
            return true;
        };
        Assert.Contains("no longer there", Assert.Throws<SourceException>(() => Loading.Load(gone)).Message);
    }

    [Fact]
    public async Task Answers_that_break_off_are_taken_up_where_they_did()
    {
        int broken = 0;
        _server.Instead = context =>
        {
            string? range = context.Request.Headers["Range"];
            if (range is null or "bytes=0-0" || Interlocked.Increment(ref broken) % 3 != 0)
                return false;
            string[] ends = range["bytes=".Length..].Split('-');
            long from = long.Parse(ends[0]), to = long.Parse(ends[1]);
            context.Response.StatusCode = 206;
            context.Response.Headers["Content-Range"] = $"bytes {from}-{to}/{s_text.Length}";
            context.Response.Headers["ETag"] = "\"t\"";
            context.Response.ContentLength64 = to - from + 1;
            context.Response.OutputStream.Write(s_text.AsSpan((int)from, (int)(to - from + 1) / 2));
            context.Response.OutputStream.Flush();
            context.Response.Abort();
            return true;
        };
        var table = await Loading.Load(new CsvOptions { SplitBytes = 2_000_000 }, _server.Put("x.csv", s_text, "\"t\""));
        Assert.Equal(300_000, table.Rows);
        Assert.True(broken > 3);
    }

    [Fact]
    public async Task A_whole_answer_that_breaks_off_is_an_error()
    {
        _server.Instead = context =>
        {
            context.Response.ContentLength64 = s_text.Length;
            context.Response.OutputStream.Write(s_text.AsSpan(0, s_text.Length / 2));
            context.Response.OutputStream.Flush();
            context.Response.Abort();
            return true;
        };
        Assert.Contains("the server does not answer", await Fails(_server["x.csv"]));
    }

    [Fact]
    public async Task Ranges_that_are_others_than_asked_for_are_refused()
    {
        var plan = await Loading.Plan(new CsvOptions(), _server.Put("x.csv", s_text, "\"t\""));
        _server.Instead = context =>
        {
            context.Response.StatusCode = (int)HttpStatusCode.PartialContent;
            context.Response.Headers["Content-Range"] = $"bytes 0-9/{s_text.Length}";
            context.Response.Headers["ETag"] = "\"t\"";
            context.Response.Close(s_text[..10], willBlock: true);
            return true;
        };
        Assert.Contains("has changed", Assert.Throws<SourceException>(() => Loading.Load(plan)).Message);
    }

    [Fact]
    public async Task Addresses_that_are_none_and_servers_that_are_not_there_are_named()
    {
        Assert.Contains("is no address", await Fails("http://"));
        string error = await Fails("http://user:secret@127.0.0.1/x.csv");
        Assert.DoesNotContain("secret", error);
        Assert.Contains("take what is before '@' off it", error);
        string gone = _server["x.csv"];
        _server.Dispose();
        Assert.Contains("the server does not answer", await Fails(gone));
    }

    [Fact]
    public async Task A_wait_that_is_cancelled_ends()
    {
        using var never = new ManualResetEventSlim();
        _server.Instead = _ => never.Wait(TimeSpan.FromSeconds(20));
        using var cancel = new CancellationTokenSource(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SourcePlanner.PlanAsync([_server["x.csv"]], new CsvOptions(), cancel.Token));
        never.Set();
    }
}
