using System.Diagnostics;
using Amazon.Runtime;
using Amazon.S3;

namespace Grid.Sources.Tests;

/// <summary>What S3 refuses and what breaks on the way is taken up again, or told in a line.</summary>
public sealed class BucketFaultTests
{
    private readonly LoopbackBucket _bucket = Buckets.Make();

    private static string Rows(int rows) => "a,b\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{i},text {i % 7}\n"));

    private static async Task<SourceException> Fails(string path, params string[] said)
    {
        var error = await Assert.ThrowsAsync<SourceException>(() => Loading.Load(new CsvOptions(), path));
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(path, error.Path);
        Assert.All([path, .. said], text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
        return error;
    }

    [Fact]
    public async Task An_object_that_changes_or_vanishes_after_the_plan_is_refused()
    {
        var plan = await Loading.Plan(new CsvOptions(), _bucket.Put("t.csv", "a\n1\n2\n"));
        _bucket.Put("t.csv", "a\n1\n3\n");
        Assert.Equal($"{_bucket["t.csv"]} has changed since the load was planned; plan the load again.", Assert.Throws<SourceException>(() => Loading.Load(plan)).Message);
        _bucket.Put("t.csv", "a\n1\n2\n");
        Assert.Equal([1L, 2L], Loading.Load(plan)["a"]);
        _bucket.Objects.Clear();
        Assert.Contains("no longer there", Assert.Throws<SourceException>(() => Loading.Load(plan)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_that_changes_under_the_reader_is_refused()
    {
        string text = Rows(700_000);
        var plan = await Loading.Plan(new CsvOptions(), _bucket.Put("t.csv", text));
        int gets = 0;
        _bucket.CutAfter = _ =>
        {
            if (Interlocked.Increment(ref gets) == 3)
                _bucket.Put("t.csv", text.Replace("text 3", "text 4", StringComparison.Ordinal));
            return int.MaxValue;
        };
        Assert.Contains("has changed", Assert.Throws<SourceException>(() => Loading.Load(plan)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    [InlineData(40_000)]
    public async Task A_connection_that_is_cut_is_taken_up_where_it_broke(int after)
    {
        string text = Rows(12_000);
        string path = _bucket.Put("t.csv", text);
        var plan = await Loading.Plan(new CsvOptions(), path);
        byte[] expected = Tables.Bytes(Loading.Load(plan));
        int planned = _bucket.Requests.Count, cuts = 0;
        _bucket.CutAfter = _ => Interlocked.Increment(ref cuts) <= 3 ? after : int.MaxValue;

        byte[] bytes = Tables.Bytes(Loading.Load(plan));

        Assert.Equal(expected, bytes);
        long start = plan.Splits[0].Offset;
        Assert.Equal(
            Enumerable.Range(0, 4).Select(i => $"GET t.csv bytes={start + Math.Min(i, 3) * after}-{text.Length - 1}"), _bucket.Requests.Skip(planned).Take(4));
    }

    [Fact]
    public async Task A_connection_that_is_always_cut_is_given_up()
    {
        string path = _bucket.Put("t.csv", Rows(12_000));
        var plan = await Loading.Plan(new CsvOptions(), path);
        int planned = _bucket.Requests.Count;
        _bucket.CutAfter = _ => 10;
        var error = Assert.Throws<SourceException>(() => Loading.Load(plan));
        Assert.StartsWith($"{path} cannot be read: S3 does not answer: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, _bucket.Requests.Count - planned);
    }

    [Fact]
    public Task What_is_refused_says_what_to_allow()
    {
        string path = _bucket.Put("t.csv", "a\n1\n");
        _bucket.Refusal = (403, "AccessDenied");
        return Fails(path, "cannot be read: S3 says 403 Forbidden; allow", "s3:GetObject", "s3:ListBucket", _bucket.Name);
    }

    [Fact]
    public async Task A_listing_that_is_refused_says_what_to_allow()
    {
        _bucket.Refusal = (403, "AccessDenied");
        await Fails(_bucket["*.csv"], "cannot be listed: S3 says AccessDenied (It is said that AccessDenied); allow", "s3:ListBucket");
        _bucket.Refusal = (403, "InvalidAccessKeyId");
        await Fails(_bucket["*.csv"], "InvalidAccessKeyId", "check the credentials");
        _bucket.Refusal = (400, "AuthorizationHeaderMalformed");
        await Fails(_bucket["*.csv"], "set AWS_REGION");
        _bucket.Refusal = (400, "InvalidRequest");
        await Fails(_bucket["*.csv"], "S3 says InvalidRequest (It is said that InvalidRequest)");
    }

    [Theory]
    [InlineData(503, "SlowDown")]
    [InlineData(500, "InternalError")]
    public async Task What_passes_is_asked_again_and_costs_no_row(int status, string code)
    {
        var plan = await Loading.Plan(new CsvOptions(), _bucket.Put("t.csv", Rows(100)));
        (_bucket.Refusal, _bucket.RefusedRequests) = ((status, code), 2);

        Assert.Equal(100, Loading.Load(plan).Rows);
        Assert.Equal(0, _bucket.RefusedRequests);
    }

    [Theory]
    [InlineData(503, "SlowDown", "S3 says SlowDown (It is said that SlowDown), asked more than it answers; try again later, or have fewer silos at work on bucket '")]
    [InlineData(429, "TooManyRequests", "S3 says 429 TooManyRequests, asked more than it answers; try again later")]
    [InlineData(500, "InternalError", "S3 says InternalError (It is said that InternalError), a fault of its own; try again later.")]
    [InlineData(502, "BadGateway", "S3 says 502 BadGateway, a fault of its own; try again later.")]
    [InlineData(400, "ExpiredToken", "S3 says ExpiredToken (It is said that ExpiredToken); check the credentials")]
    public async Task What_does_not_pass_is_asked_a_few_times_and_told(int status, string code, string said)
    {
        string path = _bucket.Put("t.csv", Rows(100));
        var plan = await Loading.Plan(new CsvOptions(), path);
        var config = BucketClients.Configure(name => name == "AWS_ENDPOINT_URL" ? Buckets.Address : null);
        Assert.Equal(4, config.MaxErrorRetry);
        config.MaxErrorRetry = 1;
        BucketClients.Use(_bucket.Name, new AmazonS3Client(new BasicAWSCredentials("test", "test"), config));
        _bucket.Refusal = (status, code);

        var error = Assert.Throws<SourceException>(() => Loading.Load(plan));

        Assert.StartsWith($"{path} cannot be read: {said}", error.Message, StringComparison.Ordinal);
        Assert.InRange(_bucket.Refused, 1, 2);
    }

    [Fact]
    public async Task An_object_that_may_not_be_read_once_it_is_planned_says_so()
    {
        var plan = await Loading.Plan(new CsvOptions(), _bucket.Put("t.csv", "a\n1\n"));
        _bucket.Refusal = (403, "AccessDenied");
        Assert.Contains("cannot be read: S3 says AccessDenied", Assert.Throws<SourceException>(() => Loading.Load(plan)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        await Fails(_bucket["none.csv"], "does not exist; check the path");
        string none = Buckets.Missing();
        foreach (string key in new[] { "t.csv", "*.csv", "", "folder/" })
            await Fails($"s3://{none}/{key}", $"there is no bucket '{none}'");
    }

    [Fact]
    public async Task No_answer_and_no_credentials_are_told_apart()
    {
        string silent = $"silent-{Guid.NewGuid():N}", nobody = $"nobody-{Guid.NewGuid():N}";
        BucketClients.Use(silent, Buckets.ClientOf("http://127.0.0.1:9"));
        BucketClients.Use(nobody, new AmazonS3Client(new NoCredentials(), BucketClients.Configure(name => name == "AWS_REGION" ? "eu-west-1" : null)));
        await Fails($"s3://{silent}/t.csv", "S3 does not answer", "refused", "AWS_ENDPOINT_URL");
        await Fails($"s3://{nobody}/t.csv", "no AWS credentials are found", "AWS_PROFILE");
    }

    [Fact]
    public async Task A_plan_and_a_load_that_wait_are_cancelled()
    {
        string path = _bucket.Put("t.csv", Rows(1000));
        var plan = await Loading.Plan(new CsvOptions(), path);
        _bucket.Hangs = true;
        foreach (var work in new Func<CancellationToken, Task>[]
        {
            end => SourcePlanner.PlanAsync([path], new CsvOptions(), end),
            end => Task.Run(() => SplitReader.Read(plan.Splits[0], plan.Schema, plan.Options, null, end), CancellationToken.None),
            end => Task.Run(() => QuoteIndex.Of(plan.Splits[0].File, CsvDialect.From(new CsvOptions()), end), CancellationToken.None),
        })
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(150));
            var clock = Stopwatch.StartNew();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work(stop.Token));
            Assert.InRange(clock.Elapsed.TotalSeconds, 0, 15);
        }
        // What another's cancelled load has left behind is nothing to the next.
        _bucket.Hangs = false;
        Assert.Equal(1000, Loading.Load(plan).Rows);
    }

    [Theory]
    [InlineData("", null, null)]
    [InlineData("AWS_REGION=eu-west-1", null, "eu-west-1")]
    [InlineData("AWS_DEFAULT_REGION=eu-west-1", null, "eu-west-1")]
    [InlineData("AWS_ENDPOINT_URL=http://a:1;AWS_REGION=", "http://a:1/", "us-east-1")]
    [InlineData("AWS_ENDPOINT_URL=http://a:1;AWS_ENDPOINT_URL_S3=http://b:2;AWS_REGION=eu-west-1", "http://b:2/", "eu-west-1")]
    public void A_client_is_what_the_environment_says(string environment, string? endpoint, string? region)
    {
        var variables = environment.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1]);
        var config = BucketClients.Configure(variables.GetValueOrDefault);
        Assert.Equal(endpoint is not null, config.ForcePathStyle);
        if (endpoint is not null)
            Assert.Equal((endpoint, region), (config.ServiceURL, config.AuthenticationRegion));
        else if (region is not null)
            Assert.Equal(region, config.RegionEndpoint.SystemName);
    }

    private sealed class NoCredentials : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => throw new AmazonClientException("Failed to resolve AWS credentials.");
    }
}
