using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Counts the distinct values of columns that have too many to be told apart in a first look. As many looks go into a scan as its state has room for,
/// and nothing is kept of one but a count.
/// </summary>
internal sealed class DistinctSearch(Expression? filter)
{
    private const int MostSlices = 1 << 20;

    private readonly Dictionary<int, long> _found = [];
    private readonly Queue<(int Column, Expression Value, DistinctLook Look, double Weight)> _open = [];
    private List<(int Column, Expression Value, DistinctLook Look, double Weight)> _asked = [];

    public Scan? Next { get; private set; }

    /// <summary>Adds a column, of whose values it is known about how many there are, and between which keys they lie.</summary>
    public void Add(int column, Expression value, long estimate, KeyRange range)
    {
        value = Missing.AsNull(value);
        double weight = estimate * (value.Type.Kind == LogicalKind.Text ? 32.0 : 8.0), bits = range.IsEmpty ? double.MaxValue : KeyBits.WeightOf(range);
        if (value.Type.Kind != LogicalKind.Text && bits <= weight)
            AddRanges(column, value, range, bits);
        else
            AddSlices(column, value, (int)Math.Min(1.1 * weight / DistinctSet.Budget + 1, MostSlices), weight);
        _found[column] = 0;
        Next ??= TakeScan();
    }

    /// <summary>Takes the merged state of <see cref="Next"/>.</summary>
    /// <exception cref="QuestionException">There are more values than can be counted.</exception>
    public void Accept(DistinctState state)
    {
        if (state.Sets.Count != _asked.Count)
            throw new ArgumentException($"A state of {state.Sets.Count} looks does not answer a scan of {_asked.Count}.");
        foreach (var ((column, value, look, weight), set) in _asked.Zip(state.Sets))
        {
            if (set.IsOverfull)
                AddFiner(column, value, look, weight);
            else
                _found[column] += set.Count;
        }
        Next = TakeScan();
    }

    /// <summary>What was counted of a column; null where it was not added.</summary>
    public DistinctCount? this[int column] => _found.TryGetValue(column, out long count) ? new DistinctCount(count, true) : null;

    /// <summary>What is said where distinct values are more than can be told apart.</summary>
    public static QuestionException TooMany() => new("there are too many distinct values to tell them apart; approx_nunique estimates how many there are.");

    private void AddRanges(int column, Expression value, KeyRange range, double bits)
    {
        ulong pieces = (ulong)(bits / DistinctSet.Budget) + 1, step = (range.Most - range.Least) / pieces + 1;
        for (ulong from = range.Least; ; from += step)
        {
            bool last = range.Most - from < step;
            _open.Enqueue((column, value, DistinctLook.At(new KeyRange(from, last ? range.Most : from + step - 1)), bits / pieces));
            if (last)
                return;
        }
    }

    private void AddSlices(int column, Expression value, int slices, double weight)
    {
        for (int slice = 0; slice < slices; slice++)
            _open.Enqueue((column, value, DistinctLook.At(slice, slices), weight / slices));
    }

    // The slices of twice as many that one consists of.
    private void AddFiner(int column, Expression value, DistinctLook look, double weight)
    {
        if (look.Slices > MostSlices / 2)
            throw TooMany();
        for (int half = 0; half < 2; half++)
            _open.Enqueue((column, value, DistinctLook.At(2 * look.Slice + half, 2 * look.Slices), weight));
    }

    private DistinctScan? TakeScan()
    {
        _asked = [];
        for (double weight = 0; _open.TryPeek(out var next) && (_asked.Count == 0 || weight + next.Weight <= DistinctSet.Budget); weight += next.Weight)
            _asked.Add(_open.Dequeue());
        return _asked.Count == 0 ? null : new DistinctScan(filter, [.. _asked.Select(a => (a.Value, a.Look))]);
    }
}
