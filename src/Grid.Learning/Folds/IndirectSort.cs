namespace Grid.Learning;

/// <summary>
/// NumPy's argsort as it is without vector instructions: a quicksort by the median of three that leaves up to 16 values to
/// insertion, and goes over to a heap where it is cut badly. It is not stable, and the order in which it leaves equals says
/// which fold a group of scikit-learn's GroupKFold goes to.
/// </summary>
internal static class IndirectSort
{
    private const int Small = 16;

    /// <summary>The positions of the values, least first.</summary>
    public static int[] Of(long[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        var waiting = new Stack<(int Low, int High, int Depth)>();
        int low = 0, high = values.Length - 1, depth = 2 * System.Numerics.BitOperations.Log2((uint)Math.Max(1, values.Length));
        while (true)
        {
            if (depth < 0)
            {
                SortHeap(values, order.AsSpan(low, high - low + 1));
            }
            else
            {
                while (high - low + 1 > Small)
                {
                    var (left, right) = Part(values, order, low, high);
                    // The larger side waits.
                    depth--;
                    if (left - low < high - right)
                    {
                        waiting.Push((right, high, depth));
                        high = left;
                    }
                    else
                    {
                        waiting.Push((low, left, depth));
                        low = right;
                    }
                }
                Insert(values, order, low, high);
            }
            if (!waiting.TryPop(out var next))
                return order;
            (low, high, depth) = next;
        }
    }

    private static (int Left, int Right) Part(long[] values, int[] order, int low, int high)
    {
        int middle = low + (high - low >> 1);
        SwapIf(low, middle);
        SwapIf(middle, high);
        SwapIf(low, middle);
        long pivot = values[order[middle]];
        int i = low, j = high - 1;
        Swap(middle, j);
        while (true)
        {
            while (values[order[++i]] < pivot)
            {
            }
            while (pivot < values[order[--j]])
            {
            }
            if (i >= j)
                break;
            Swap(i, j);
        }
        Swap(i, high - 1);
        return (i - 1, i + 1);

        void SwapIf(int a, int b)
        {
            if (values[order[b]] < values[order[a]])
                Swap(a, b);
        }

        void Swap(int a, int b) => (order[a], order[b]) = (order[b], order[a]);
    }

    private static void Insert(long[] values, int[] order, int low, int high)
    {
        for (int i = low + 1; i <= high; i++)
        {
            int own = order[i], j = i;
            for (; j > low && values[own] < values[order[j - 1]]; j--)
                order[j] = order[j - 1];
            order[j] = own;
        }
    }

    private static void SortHeap(long[] values, Span<int> order)
    {
        for (int root = order.Length / 2; root > 0; root--)
            Sift(values, order, order[root - 1], root, order.Length);
        for (int length = order.Length; length > 1;)
        {
            int last = order[length - 1];
            order[length - 1] = order[0];
            Sift(values, order, last, 1, --length);
        }
    }

    private static void Sift(long[] values, Span<int> order, int own, int root, int length)
    {
        for (int child = root * 2; child <= length; child = root * 2)
        {
            if (child < length && values[order[child - 1]] < values[order[child]])
                child++;
            if (values[own] >= values[order[child - 1]])
                break;
            order[root - 1] = order[child - 1];
            root = child;
        }
        order[root - 1] = own;
    }
}
