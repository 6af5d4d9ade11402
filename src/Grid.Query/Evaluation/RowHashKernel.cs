using Grid.Columns;

namespace Grid.Query;

/// <summary>Random numbers of 64 bits that follow from a row's place in the dataset and a seed alone.</summary>
internal static class RowHashKernel
{
    public static void Apply(long seed, PartitionTable table, RecordBatch batch, int start, Vector result, int count)
    {
        result.Reset(count);
        ulong key = StableHash.Of((ulong)seed ^ 0x5851F42D4C957F2D);
        if (table.IsMade)
        {
            for (int i = 0; i < count; i++)
                result.Longs[i] = (long)StableHash.Of((ulong)table.PlaceOf(batch, start + i) + key);
            return;
        }
        long first = table.FirstRowOf(batch) + start;
        for (int i = 0; i < count; i++)
            result.Longs[i] = (long)StableHash.Of((ulong)(first + i) + key);
    }
}
