using Grid.Columns;

namespace Grid.Query;

/// <summary>The least and the greatest of several values, side by side. Null and NaN are passed over; NaN is left where there is nothing but them.</summary>
internal static class ExtremeKernel
{
    public static void Apply(ReadOnlySpan<Vector> inputs, Vector result, int count, bool least)
    {
        var rows = new PickedRows(result, count);
        foreach (var input in inputs)
        {
            for (int w = 0; input.HasFaults && w < Vector.Words(count); w++)
                rows.Fail(w, input.FaultWord(w));
        }
        for (int i = 0; i < count; i++)
        {
            Vector? best = null;
            foreach (var input in inputs)
            {
                if (input.IsValid(i) && (best is null || Precedes(input, best, i, least)))
                    best = input;
            }
            if (best is not null)
                rows.Take(best, i);
        }
        rows.End(inputs);
    }

    private static bool Precedes(Vector a, Vector b, int row, bool least)
    {
        if (a.Type.Kind == LogicalKind.Text)
            return a.TextAt(row).SequenceCompareTo(b.TextAt(row)) is var order && (least ? order < 0 : order > 0);
        if (a.Type.Kind == LogicalKind.Real)
        {
            double x = a.Doubles[row], y = b.Doubles[row];
            return double.IsNaN(y) ? !double.IsNaN(x) : least ? x < y : x > y;
        }
        ulong first = a.KeyAt(row), second = b.KeyAt(row);
        return least ? first < second : first > second;
    }
}
