using Grid.Columns;

namespace Grid.Sources;

/// <summary>The columns of files as the samples of all of them show these together.</summary>
internal static class ColumnGuess
{
    /// <summary>The types of columns: those that are given, else the narrowest of all samples.</summary>
    public static Schema Infer(IReadOnlyList<ISampled> files, IReadOnlyList<string> names, Schema? given, CsvDialect dialect)
    {
        var fields = new Field[names.Count];
        for (int i = 0; i < fields.Length; i++)
        {
            var guess = new TypeGuess();
            foreach (var file in files)
                guess.Add(file.Guesses[i]);
            int at = given?.IndexOf(names[i]) ?? -1;
            fields[i] = new Field(names[i], (at >= 0 ? given![at].Logical : guess.Type).Storage);
        }
        foreach (var field in given?.Fields ?? [])
            ColumnBuilder.Create(field.Logical, isFixed: true, dialect, DateFormats.MonthFirst).Dispose();
        return new Schema(fields);
    }

    /// <summary>Columns of which no sample shows a value.</summary>
    public static string[] Unseen(IReadOnlyList<ISampled> files, Schema schema) =>
        [.. schema.Fields.Index().Where(f => !files.Any(file => file.Guesses[f.Index].HasType)).Select(f => f.Item.Name)];

    /// <summary>Columns whose dates have the day first, as far as samples show.</summary>
    public static string[] DayFirst(IReadOnlyList<ISampled> files, Schema schema) =>
        [.. schema.Fields.Index().Where(f => IsDayFirst(files, f.Index)).Select(f => f.Item.Name)];

    /// <summary>Whether some date is written as the options say.</summary>
    public static bool HasGivenDates(IReadOnlyList<ISampled> files) => files.Any(file => Array.Exists(file.Guesses, guess => guess.HasGivenDates));

    private static bool IsDayFirst(IReadOnlyList<ISampled> files, int column)
    {
        var orders = files.Aggregate(DateOrders.None, (all, file) => all | file.Guesses[column].Orders);
        return (orders & (DateOrders.DayFirst | DateOrders.MonthFirst)) == DateOrders.DayFirst;
    }
}
