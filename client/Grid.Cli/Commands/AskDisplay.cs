using System.Diagnostics;
using Spectre.Console;

namespace Grid.Cli;

/// <summary>Shows how far a row of questions is: a live bar on a terminal, now and then a line elsewhere. On the error stream.</summary>
internal static class AskDisplay
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(2);

    public static async Task<T> RunAsync<T>(Func<IProgress<double>, Task<T>> ask, CliConsole console)
    {
        if (console.ErrorTerminal is not { } terminal)
            return await ask(Lines(console));
        T? answer = default;
        var words = new FittedBar(terminal, "asking");
        await terminal.Progress()
            .AutoClear(true)
            .Columns(words.Columns)
            .StartAsync(async context =>
            {
                var bar = context.AddTask("asking", maxValue: 1);
                answer = await ask(new Reporter<double>(share => bar.Value = share));
                bar.Value = 1;
            });
        return answer!;
    }

    private static Reporter<double> Lines(CliConsole console)
    {
        var sinceLine = Stopwatch.StartNew();
        return new Reporter<double>(share =>
        {
            if (sinceLine.Elapsed < BetweenLines)
                return;
            sinceLine.Restart();
            console.Error.WriteLine($"asking: {share:P0}");
        });
    }
}
