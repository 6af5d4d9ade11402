namespace Grid.Sources.Tests;

/// <summary>Paths of a bucket name what they would name on a disk.</summary>
public sealed class BucketListingTests : IDisposable
{
    private static readonly string[] s_names =
    [
        "a.csv", "b.csv", "B.CSV", "c.txt", "ab.csv", ".hidden.csv", "sub/d.csv", "sub/deep/e.csv", "sub/deep/deeper/e.csv", "other/f.csv",
        "2017/01/x.csv", "2017/02/x.csv", "2018/01/x.csv", "2017-01.csv", "with space/é + %.csv", "sub.csv", "a-b/c.csv", "a/c.csv",
        "sub/._d.csv", "sub/_SUCCESS", "sub/_more.csv", ".git/g.csv", "sub/.deep/h.csv",
    ];

    private readonly TempFolder _folder = new();
    private readonly LoopbackBucket _bucket = Buckets.Make();

    public BucketListingTests()
    {
        foreach (string name in s_names)
            _folder.Write(name, "x\n1\n");
        _bucket.PutAll(_folder.Path);
        _bucket.Put("sub/", "");
        _bucket.PageSize = 3;
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string[]> Found(string root, string path)
    {
        try
        {
            var files = await PathExpander.ExpandAsync([root + path], repeated: null, leftOut: null, TestContext.Current.CancellationToken);
            return [.. files.Select(file => file.Path[root.Length..])];
        }
        catch (SourceException e)
        {
            return ["error: " + e.Message.Replace(root, "", StringComparison.Ordinal)];
        }
    }

    [Theory]
    [InlineData("a.csv")]
    [InlineData("sub")]
    [InlineData("sub/")]
    [InlineData("")]
    [InlineData("2017")]
    [InlineData("with space")]
    [InlineData("with space/é + %.csv")]
    [InlineData("*")]
    [InlineData("*.csv")]
    [InlineData("?.csv")]
    [InlineData("?.*")]
    [InlineData("a*.csv")]
    [InlineData("*a*")]
    [InlineData("**")]
    [InlineData("sub/**")]
    [InlineData("**/*.csv")]
    [InlineData("**/e.csv")]
    [InlineData("s*/**/*.csv")]
    [InlineData("*/?.csv")]
    [InlineData("201?/*/x.csv")]
    [InlineData("2017/*/x.csv")]
    [InlineData("2017*")]
    [InlineData("2017*/**")]
    [InlineData("**/deep/**/e.csv")]
    [InlineData("**/0?/x.csv")]
    [InlineData("sub/*/")]
    [InlineData("s*/")]
    [InlineData(".*.csv")]
    [InlineData(".*/*.csv")]
    [InlineData("sub/_*")]
    [InlineData(".hidden.csv")]
    [InlineData("none.csv")]
    [InlineData("none*.csv")]
    [InlineData("sub/none/*.csv")]
    [InlineData("**/none.csv")]
    public async Task What_a_path_names_is_what_it_names_on_a_disk(string path) =>
        Assert.Equal(await Found(_folder.Path + "/", path), await Found(_bucket[""], path));

    [Fact]
    public async Task A_glob_is_listed_from_its_longest_prefix_on_in_pages_and_no_deeper_than_need_be()
    {
        for (int i = 0; i < 10; i++)
            _bucket.Put($"many/{i}.csv", "x\n1\n");
        Assert.Equal(10, (await Found(_bucket[""], "many/?.csv")).Length);
        Assert.Equal(Enumerable.Repeat("LIST many/ of a folder", 4), _bucket.Requests);
        await Found(_bucket[""], "2017/0*/x.csv");
        Assert.Equal("LIST 2017/0", _bucket.Requests[^1]);
    }

    [Fact]
    public async Task An_object_is_one_request()
    {
        Assert.Equal(["a.csv"], await Found(_bucket[""], "a.csv"));
        Assert.Equal(["HEAD a.csv"], _bucket.Requests);
    }

    [Fact]
    public async Task What_is_named_twice_is_read_once()
    {
        var plan = await Loading.Plan(new CsvOptions(), _bucket["b.csv"], _bucket["?.csv"], _bucket["sub"]);
        Assert.Equal(["b.csv", "a.csv", "sub/d.csv"], plan.Splits.Select(s => s.Path[_bucket[""].Length..]));
    }

    [Fact]
    public async Task A_name_with_wildcards_in_it_is_its_own()
    {
        _bucket.Put("w/a*.csv", "x\n1\n");
        _bucket.Put("w/ab.csv", "x\n1\n");
        Assert.Equal(["w/a*.csv"], await Found(_bucket[""], "w/a*.csv"));
    }

    [Fact]
    public async Task A_bucket_that_is_named_without_a_slash_is_its_first_folder()
    {
        var files = await PathExpander.ExpandAsync([$"s3://{_bucket.Name}"], repeated: null, leftOut: null, TestContext.Current.CancellationToken);
        Assert.Equal(await Found(_bucket[""], ""), files.Select(file => file.Path[_bucket[""].Length..]));
    }

    [Theory]
    [InlineData("s3://")]
    [InlineData("s3:///key.csv")]
    [InlineData("s3://buck*/key.csv")]
    public async Task A_path_without_a_bucket_is_refused(string path)
    {
        var error = await Assert.ThrowsAsync<SourceException>(() => Loading.Plan(new CsvOptions(), path));
        Assert.StartsWith($"{path} names no bucket; expected s3://bucket/key", error.Message, StringComparison.Ordinal);
        Assert.Equal(path, error.Path);
    }

    [Fact]
    public void The_full_form_of_a_bucket_path_is_the_path()
    {
        Assert.Equal("s3://b/../a//*.csv", SourcePath.Full("s3://b/../a//*.csv"));
        Assert.Equal(Path.Combine(Environment.CurrentDirectory, "a.csv"), SourcePath.Full("./a.csv"));
    }
}
