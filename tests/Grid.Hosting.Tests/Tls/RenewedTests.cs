using Microsoft.Extensions.Logging;

namespace Grid.Hosting.Tests.Tls;

public sealed class RenewedTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("grid-renewed-").FullName;
    private readonly Clock _clock = new();
    private readonly Lines _log = new();

    private string File => Path.Combine(_folder, "cert.pem");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_changed_is_read_again_a_second_later_and_only_then()
    {
        System.IO.File.WriteAllText(File, "one");
        int reads = 0;
        var renewed = new Renewed<string>([new PemSource("NAME", File)], texts => $"{texts[0]} {++reads}", _clock);

        System.IO.File.WriteAllText(File, "two");
        Assert.Equal("one 1", renewed.Current(_log));
        _clock.Pass(1);
        Assert.Equal("two 2", renewed.Current(_log));
        _clock.Pass(1);
        Assert.Equal("two 2", renewed.Current(_log));
        Assert.Equal([$"NAME={File} has changed, and new connections have the new certificate and authorities"], _log.Said);
    }

    [Fact]
    public void What_is_refused_at_first_is_taken_once_it_can_be()
    {
        System.IO.File.WriteAllText(File, "old");
        bool isInForce = false;
        var renewed = new Renewed<string>([new PemSource("NAME", File)], texts => texts[0] == "new" && !isInForce ? throw new ClusterException("it is not in force yet") : texts[0], _clock);

        System.IO.File.WriteAllText(File, "new");
        _clock.Pass(1);
        Assert.Equal("old", renewed.Current(_log));
        isInForce = true;
        _clock.Pass(1);

        Assert.Equal("new", renewed.Current(_log));
        Assert.Equal(2, _log.Said.Count);
    }

    [Fact]
    public void What_a_link_leads_to_is_read_though_the_link_stays()
    {
        // As Kubernetes changes secrets: a link in the middle is turned.
        foreach (string version in (string[])["a", "b"])
        {
            Directory.CreateDirectory(Path.Combine(_folder, version));
            System.IO.File.WriteAllText(Path.Combine(_folder, version, "cert.pem"), version);
        }
        Directory.CreateSymbolicLink(Path.Combine(_folder, "data"), Path.Combine(_folder, "a"));
        System.IO.File.CreateSymbolicLink(File, Path.Combine("data", "cert.pem"));
        var renewed = new Renewed<string>([new PemSource("NAME", File)], texts => texts[0], _clock);

        Directory.Delete(Path.Combine(_folder, "data"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "data"), Path.Combine(_folder, "b"));
        _clock.Pass(1);

        Assert.Equal("b", renewed.Current(_log));
    }

    [Fact]
    public void What_cannot_be_read_leaves_what_was_there_and_is_said_once_of_each_text()
    {
        System.IO.File.WriteAllText(File, "one");
        var renewed = new Renewed<string>([new PemSource("NAME", File)], texts => texts[0] == "half" ? throw new ClusterException("it is half of one") : texts[0], _clock);

        System.IO.File.WriteAllText(File, "half");
        for (int i = 0; i < 3; i++)
        {
            _clock.Pass(1);
            Assert.Equal("one", renewed.Current(_log));
        }
        Assert.Equal(["What has changed is not taken, and what was there before stays: it is half of one"], _log.Said);
        System.IO.File.WriteAllText(File, "two");
        _clock.Pass(1);
        Assert.Equal("two", renewed.Current(_log));
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused_at_first_and_waited_for_later()
    {
        var source = new PemSource("NAME", File);
        Assert.StartsWith($"NAME={File}: no PEM file can be read there: ", Assert.Throws<ClusterException>(() => new Renewed<string>([source], texts => texts[0])).Message, StringComparison.Ordinal);

        System.IO.File.WriteAllText(File, "one");
        var renewed = new Renewed<string>([source], texts => texts[0], _clock);
        System.IO.File.Delete(File);
        _clock.Pass(1);

        Assert.Equal("one", renewed.Current(_log));
    }

    private sealed class Clock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _now;

        public void Pass(int seconds) => _now += seconds;
    }

    private sealed class Lines : ILogger
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Said.Add(formatter(state, exception));
    }
}
