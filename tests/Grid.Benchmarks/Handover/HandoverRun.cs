using Apache.Arrow;
using Apache.Arrow.Memory;
using Grid.Columns;

namespace Grid.Benchmarks;

/// <summary>A batch handed out as Apache.Arrow's and taken in from it, beside copies.</summary>
/// <param name="Title">What is in it.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Out">Handed over; with all its buffers copied; made by the library's builders.</param>
/// <param name="In">Taken in where it lies in managed memory; of memory of the library's allocator; with all its buffers copied first.</param>
internal sealed record HandoverRun(string Title, long Bytes, IReadOnlyList<HandoverTime> Out, IReadOnlyList<HandoverTime> In)
{
    public static HandoverRun Measure(string title, Grid.Columns.RecordBatch batch, HandoverClock clock)
    {
        var times = clock.Measure(_ => batch.ToArrow(), _ => Copied(batch.ToArrow()), allocator => Built(batch, allocator));
        var managed = batch.ToArrow();
        using var native = Built(batch, new NativeMemoryAllocator());
        var back = clock.Measure(_ => managed.ToGrid(), _ => native.ToGrid(), _ => Copied(managed).ToGrid());
        return new HandoverRun(title, batch.ByteSize, times, back);
    }

    private static Apache.Arrow.RecordBatch Copied(Apache.Arrow.RecordBatch batch) =>
        new(batch.Schema, batch.Arrays.Select(array => ArrowArrayFactory.BuildArray(BuiltArrays.Copy(array.Data))), batch.Length);

    private static Apache.Arrow.RecordBatch Built(Grid.Columns.RecordBatch batch, MemoryAllocator allocator)
    {
        var schema = batch.Schema.ToArrow();
        return new(schema, batch.Columns.Select((column, i) => BuiltArrays.Build(column, schema.GetFieldByIndex(i).DataType, allocator)), batch.Length);
    }
}
