using Grid.Columns;

namespace Grid.Sources;

/// <summary>Fits the columns of a file to those of its dataset, by their names.</summary>
internal static class ColumnsByName
{
    /// <summary>The columns of a file, each of the dataset's type; of text where the dataset has none of that name.</summary>
    public static Schema Own(IReadOnlyList<string> names, Schema dataset) =>
        new(names.Select(name => dataset.IndexOf(name) is >= 0 and var at ? dataset[at] : new Field(name, DataType.Utf8)));

    /// <summary>Rows that have a file's columns, as rows of the dataset: what the file has not is null.</summary>
    public static LoadedSplit Fit(LoadedSplit own, Schema dataset)
    {
        var batch = own.Batches.Single();
        var columns = dataset.Fields.Select(field => own.Schema.IndexOf(field.Name) is >= 0 and var at ? batch.Columns[at] : NullColumns.Of(field.Logical, batch.Length)).ToArray();
        var types = dataset.Fields.Select(field => own.Schema.IndexOf(field.Name) is >= 0 and var at ? field with { Type = own.Schema[at].Type } : field);
        return own with
        {
            Batches = [new RecordBatch(new Schema(dataset.Fields.Select((field, i) => field with { Type = columns[i].Type })), columns, batch.Length)],
            Schema = new Schema(types),
        };
    }

    /// <summary>The columns of a file among those of loaded rows; what the dataset has not is null, as it is of no concern.</summary>
    public static LoadedSplit Take(LoadedSplit loaded, IReadOnlyList<string> names) => Fit(loaded, Own(names, loaded.Schema));
}
