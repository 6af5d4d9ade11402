using Grid.Columns;

namespace Grid.Query;

/// <summary>Finds for the rows of a batch their matches on the other side. Keys that a dictionary's codes decide are looked up once a code.</summary>
internal sealed class JoinProbe
{
    // Rows that a key multiplies are joined so many at a time.
    private const int MostPairs = 1 << 20;
    private const int NoMatch = -1;
    private const int Dropped = -2;

    private readonly JoinStep _step;
    private readonly KeyIndex _index;
    private readonly KeyWords[] _readers;
    private readonly int[] _numbers = new int[BatchEvaluator.BlockRows];
    private readonly long[] _words = new long[BatchEvaluator.BlockRows];

    public JoinProbe(JoinStep step, JoinSide side) =>
        (_step, _index, _readers) = (step, side.Index, Array.ConvertAll(side.Index.Keys, key => new KeyWords(key.Type)));

    /// <summary>The joined rows of a batch, some at a time.</summary>
    public IEnumerable<JoinedPairs> Match(PartitionTable table, RecordBatch batch, CancellationToken cancellation)
    {
        int[] groups = new int[batch.Length];
        int matched = 0, dropped = 0;
        Find(new BatchEvaluator(_step.Graph, table, batch), groups, cancellation);
        foreach (int group in groups)
        {
            matched += group >= 0 ? 1 : 0;
            dropped += group == Dropped ? 1 : 0;
        }
        return _step.Kind switch
        {
            JoinKind.Semi => [Chosen(groups, matched, group => group >= 0)],
            JoinKind.Anti => [Chosen(groups, groups.Length - matched - dropped, group => group == NoMatch)],
            _ when _index.Most == 1 => [Single(groups, matched, dropped)],
            _ => Several(groups),
        };
    }

    private static JoinedPairs Chosen(int[] groups, int count, Func<int, bool> isKept)
    {
        if (count == groups.Length)
            return new(count, null, null);
        var left = new int[count];
        for (int i = 0, at = 0; at < count; i++)
        {
            if (isKept(groups[i]))
                left[at++] = i;
        }
        return new(count, left, null);
    }

    // No key has more than one row: the batch's columns stay as they are where no row of it goes.
    private JoinedPairs Single(int[] groups, int matched, int dropped)
    {
        var rows = _index.OnlyRows;
        bool keepsMisses = _step.Kind == JoinKind.Left;
        int count = keepsMisses ? groups.Length - dropped : matched;
        int[]? left = count == groups.Length ? null : new int[count];
        var right = left is null ? groups : new int[count];
        for (int i = 0, at = 0; at < count; i++)
        {
            int group = groups[i];
            if (group == Dropped || (group < 0 && !keepsMisses))
                continue;
            if (left is not null)
                left[at] = i;
            right[at++] = group < 0 ? NoMatch : rows[group];
        }
        return new(count, left, right, matched < count);
    }

    private IEnumerable<JoinedPairs> Several(int[] groups)
    {
        bool keepsMisses = _step.Kind == JoinKind.Left;
        List<int> left = [], right = [];
        bool misses = false;
        int before = 0;
        for (int i = 0; i < groups.Length; i++)
        {
            if (groups[i] == NoMatch && keepsMisses)
            {
                left.Add(i);
                right.Add(NoMatch);
                misses = true;
            }
            for (int taken = 0, all = groups[i] < 0 ? 0 : _index.RowsOf(groups[i]).Length; taken < all;)
            {
                int part = Math.Min(all - taken, MostPairs - left.Count);
                for (int k = 0; k < part; k++)
                    left.Add(i);
                right.AddRange(_index.RowsOf(groups[i]).Slice(taken, part));
                taken += part;
                if (left.Count < MostPairs)
                    continue;
                yield return new(left.Count, [.. left], [.. right], misses, before);
                before = taken < all ? taken : 0;
                (misses, left, right) = (false, [], []);
            }
        }
        if (left.Count > 0)
            yield return new(left.Count, [.. left], [.. right], misses, before);
    }

    private void Find(BatchEvaluator evaluator, int[] groups, CancellationToken cancellation)
    {
        var byCode = Array.ConvertAll(_step.Keys, _ => (int[]?)null);
        for (int k = 0; k < byCode.Length; k++)
        {
            if (evaluator.Coded(_step.Keys[k]) is not { } coded)
                continue;
            byCode[k] = new int[coded.NullCode + 1];
            _index.Keys[k].Find(evaluator.Table(_step.Keys[k]), byCode[k]!.Length, _readers[k], byCode[k]);
            coded.Check();
        }
        var selection = new Selection(evaluator, _step.Filter);
        for (int start = 0; start < groups.Length; start += BatchEvaluator.BlockRows)
        {
            cancellation.ThrowIfCancellationRequested();
            var block = groups.AsSpan(start, Math.Min(BatchEvaluator.BlockRows, groups.Length - start));
            if (!selection.MoveTo(start, block.Length))
            {
                block.Fill(Dropped);
                continue;
            }
            for (int k = 0; k < byCode.Length; k++)
            {
                var numbers = k == 0 ? block : _numbers.AsSpan(0, block.Length);
                if (byCode[k] is { } known)
                    Look(evaluator.Coded(_step.Keys[k])!, known, start, numbers);
                else
                    _index.Keys[k].Find(evaluator.Evaluate(_step.Keys[k]), block.Length, _readers[k], numbers);
                if (k > 0)
                    _index.Combine(k, block, numbers, _words);
            }
            for (int i = 0; i < block.Length && !selection.All; i++)
            {
                if ((selection.Words[i >> 6] >> (i & 63) & 1) == 0)
                    block[i] = Dropped;
            }
        }
    }

    private static void Look(CodedColumn coded, int[] known, int start, Span<int> numbers)
    {
        switch (coded.Width)
        {
            case 1:
                var bytes = coded.Codes8.Slice(start, numbers.Length);
                for (int i = 0; i < numbers.Length; i++)
                    numbers[i] = known[bytes[i]];
                break;
            case 2:
                var words = coded.Codes16.Slice(start, numbers.Length);
                for (int i = 0; i < numbers.Length; i++)
                    numbers[i] = known[words[i]];
                break;
            default:
                var codes = coded.Read(start, numbers.Length);
                for (int i = 0; i < numbers.Length; i++)
                    numbers[i] = known[codes[i]];
                break;
        }
    }
}
