using Grid.Client;
using Grid.Search.Victim;

// Searches a CSV file on one thread over a folder that keeps the study, and tells how many trials are stored, a line each time.
await using var grid = await GridClient.OpenAsync(new GridOptions { Threads = 1, Folder = args[1] });
var digits = await grid.ReadCsvAsync(args[0]);
await digits.SearchAsync(VictimSearch.Spec, new Lines());

internal sealed class Lines : IProgress<SearchProgress>
{
    public void Report(SearchProgress value)
    {
        Console.Out.WriteLine(value.TrialsDone);
        Console.Out.Flush();
    }
}
