using Grid.Client;
using Grid.Query;
using Grid.Sources;

namespace Grid.Cli;

/// <summary>Where an answer is kept.</summary>
/// <param name="File">The file; null where none is written.</param>
/// <param name="Overwrite">Whether what stands there is replaced.</param>
/// <param name="Name">The dataset that is made; null where none is.</param>
internal sealed record KeptAnswer(string? File, bool Overwrite, string? Name)
{
    /// <summary>How the table was read, and a file of the answer may be.</summary>
    public CsvOptions? ReadBy { get; init; }

    private SaveOptions Options => new() { Overwrite = Overwrite, ReadBy = ReadBy };

    /// <summary>Whether it is kept, and not shown.</summary>
    public bool IsKept => File is not null || Name is not null;

    /// <summary>Makes sure, before the work, that it can be kept.</summary>
    public async Task CheckAsync(GridClient grid, GridFrame frame, CancellationToken cancellation)
    {
        if (File is not null)
            await frame.CheckSaveAsync(File, Options, cancellation);
        if (Name is not null)
            await grid.CheckIntoAsync(Name, cancellation: cancellation);
    }

    /// <summary>Keeps an answer, and says what was kept.</summary>
    public async Task KeepAsync(Answer answer, GridClient grid, GridFrame frame, CliConsole console, CancellationToken cancellation)
    {
        if (File is not null)
        {
            var saved = await frame.SaveAnswerAsync(answer, File, Options, cancellation);
            console.Out.WriteLine($"{Figures.Counted(saved.Rows, "row")}, {Figures.Size(saved.Bytes)}, in {File}");
        }
        if (Name is not null)
        {
            var made = await answer.IntoAsync(grid, Name, cancellation: cancellation);
            console.Out.WriteLine($"{Figures.Counted(made.Load.Rows, "row")}, {Figures.Size(made.Load.BytesHeld)}, in dataset '{Name}'");
        }
    }
}
