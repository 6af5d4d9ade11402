using System.Text.Json;
using Grid.Columns;
using Grid.Query;

namespace Grid.Flight;

/// <summary>An answer as it goes out.</summary>
/// <param name="Batch">Its table.</param>
/// <param name="AppMetadata">What has no place in it, as JSON; empty where there is nothing.</param>
internal sealed record HeldAnswer(RecordBatch Batch, ReadOnlyMemory<byte> AppMetadata)
{
    /// <summary>An answer's table; of a histogram, what is in no bin beside it.</summary>
    public static HeldAnswer Of(Answer answer) => new(
        AnswerBatch.Of(answer.ToTable()),
        answer is HistogramAnswer bins && bins.Nulls + bins.NotFinite > 0
            ? JsonSerializer.SerializeToUtf8Bytes(new { in_no_bin = new { nulls = bins.Nulls, nan = bins.NaNs, infinite = bins.Infinities } }) : default);
}
