using Grid.Columns;

namespace Grid.Query;

/// <summary>Rows that a table does not hold, but makes of others' each time that they are read.</summary>
internal interface IRowSource
{
    /// <summary>The batches, in order, each made when it is asked for.</summary>
    IEnumerable<RecordBatch> Read();

    /// <summary>The position, in the order of all rows, of the first row of a batch that was read last.</summary>
    long FirstRowOf(RecordBatch batch);

    /// <summary>The row of the dataset that a row is made of.</summary>
    long SourceRow(RecordBatch batch, int row);

    /// <summary>The place of a row, that is the same however the dataset is cut into partitions.</summary>
    long PlaceOf(RecordBatch batch, int row);
}
