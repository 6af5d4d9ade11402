using System.Numerics;

namespace Grid.Query;

/// <summary>The rows of a block that a filter keeps.</summary>
internal sealed class Selection(BatchEvaluator evaluator, int filter)
{
    private readonly ulong[] _words = new ulong[Vector.Words(BatchEvaluator.BlockRows)];

    /// <summary>A set bit for each row kept; bits past the block are clear.</summary>
    public ReadOnlySpan<ulong> Words => _words;

    /// <summary>Rows in the block.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows kept.</summary>
    public int Count { get; private set; }

    /// <summary>Whether every row is kept.</summary>
    public bool All => Count == Rows;

    /// <summary>Goes to a block; false when no row of it is kept.</summary>
    public bool MoveTo(int start, int rows)
    {
        evaluator.MoveTo(start, rows);
        Rows = rows;
        int words = Vector.Words(rows);
        if (filter < 0)
        {
            for (int w = 0; w < words; w++)
                _words[w] = Vector.Mask(w, rows);
            Count = rows;
            return rows > 0;
        }
        var condition = evaluator.Evaluate(filter);
        Count = 0;
        for (int w = 0; w < words; w++)
        {
            _words[w] = condition.Bits[w] & condition.ValidWord(w, rows);
            Count += BitOperations.PopCount(_words[w]);
        }
        evaluator.Keep(_words);
        return Count > 0;
    }
}
