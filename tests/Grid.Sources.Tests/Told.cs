namespace Grid.Sources.Tests;

/// <summary>What is told of a load.</summary>
internal static class Told
{
    /// <summary>The notes of a plan and of all of its splits, as lines.</summary>
    public static async Task<string[]> NotesAsync(CsvOptions options, params string[] paths)
    {
        var plan = await Loading.Plan(options, paths);
        var found = plan.Splits.Select(split => SplitReader.Read(split, plan.Schema, options, null, TestContext.Current.CancellationToken).Notes)
            .Aggregate(SourceNotes.None, (notes, more) => notes.Merge(more));
        return [.. plan.NotesOf(found, TestContext.Current.CancellationToken).Items.Select(note => note.ToString())];
    }
}
