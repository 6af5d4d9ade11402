namespace Grid.Hosting.Tests.Membership;

/// <summary>Silos of a folder join one after the other.</summary>
public sealed class JoinTurnTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_has_the_turn_until_it_gives_it_up()
    {
        using var folder = new TempFolder();
        string file = Path.Combine(folder.Path, "members", "joining");
        var first = new JoinTurn(file, TimeSpan.FromMinutes(1));
        using var second = new JoinTurn(file, TimeSpan.FromMinutes(1));
        await first.TakeAsync(Token);

        var waiting = second.TakeAsync(Token);
        await Task.Delay(100, Token);
        Assert.False(waiting.IsCompleted);

        first.Dispose();
        await waiting;
    }

    [Fact]
    public async Task One_that_hangs_with_the_turn_keeps_nobody_forever()
    {
        using var folder = new TempFolder();
        string file = Path.Combine(folder.Path, "members", "joining");
        using var hanging = new JoinTurn(file, TimeSpan.FromMinutes(1));
        using var next = new JoinTurn(file, TimeSpan.FromMilliseconds(50));
        await hanging.TakeAsync(Token);

        await next.TakeAsync(Token);
    }

    private sealed class TempFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("grid-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
