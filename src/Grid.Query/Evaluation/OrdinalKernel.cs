using Grid.Columns;

namespace Grid.Query;

/// <summary>The positions of values among categories, which ascend; null for what is none of them.</summary>
internal static class OrdinalKernel
{
    public static void Apply(ExpressionNode node, Vector input, Vector result, int count)
    {
        bool isText = input.Type.Kind == LogicalKind.Text;
        for (int i = 0; i < count; i++)
        {
            result.Longs[i] = 0;
            if (!input.IsValid(i))
                continue;
            int at = isText ? Find(node.SetTexts, input.TextAt(i)) : Array.BinarySearch(node.SetKeys, input.KeyAt(i));
            if (at < 0)
                result.Clear(i, count);
            else
                result.Longs[i] = at;
        }
    }

    private static int Find(byte[][] texts, ReadOnlySpan<byte> text)
    {
        int low = 0, high = texts.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            int order = texts[middle].AsSpan().SequenceCompareTo(text);
            if (order == 0)
                return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return -1;
    }
}
