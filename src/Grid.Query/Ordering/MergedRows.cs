using Grid.Columns;

namespace Grid.Query;

/// <summary>A block of merged rows: where each of them is. They are copied when they are taken, on whichever thread does that.</summary>
/// <param name="room">How many rows there are in a full block.</param>
public sealed class MergedRows(int room)
{
    private readonly int[] _batches = new int[room];
    private readonly int[] _rows = new int[room];
    private readonly List<RecordBatch> _pieces = [];
    private readonly Dictionary<RecordBatch, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private RecordBatch? _last;
    private int _lastNumber;

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether there is no room for more.</summary>
    public bool IsFull => Count == room;

    /// <summary>Adds a row of a piece.</summary>
    internal void Add(RecordBatch piece, int row)
    {
        if (!ReferenceEquals(piece, _last))
        {
            if (!_numbers.TryGetValue(piece, out _lastNumber))
            {
                _numbers[piece] = _lastNumber = _pieces.Count;
                _pieces.Add(piece);
            }
            _last = piece;
        }
        (_batches[Count], _rows[Count]) = (_lastNumber, row);
        Count++;
    }

    /// <summary>The rows, in plain columns, without the keys behind them.</summary>
    /// <param name="schema">The columns wanted.</param>
    public RecordBatch Take(Schema schema)
    {
        var picks = new RowPicks(_batches.AsSpan(0, Count), _rows.AsSpan(0, Count), _pieces.Count);
        return new RecordBatch(schema, schema.Fields.Select((field, c) => picks.Take([.. _pieces.Select(p => p.Columns[c])], field.Type)), Count);
    }
}
