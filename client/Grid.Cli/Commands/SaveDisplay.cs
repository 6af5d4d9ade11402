using Grid.Client;

namespace Grid.Cli;

/// <summary>Shows a save as it goes, by rows and bytes.</summary>
internal static class SaveDisplay
{
    public static Task<SaveSummary> RunAsync(Func<IProgress<SaveProgress>, Task<SaveSummary>> save, CliConsole console) => WorkDisplay.RunAsync(
        "saving", save, progress => progress.Share, progress => $"{Figures.Counted(progress.Rows, "row")}, {Figures.Size(progress.Bytes)}", console);
}
