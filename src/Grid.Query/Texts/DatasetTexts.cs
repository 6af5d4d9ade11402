using System.Collections.Concurrent;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// The distinct texts of a dataset's columns as its partitions in this process number them: those of a column are told apart when it is first grouped by, and not
/// with every question. Safe for any number of threads.
/// </summary>
/// <param name="gate">What the memory that is taken is changed under.</param>
/// <param name="tryTake">Takes bytes of memory, or says that there are none left; gives them back where they are negative.</param>
public sealed class DatasetTexts(Lock gate, Func<long, bool> tryTake)
{
    private const int Sample = 8192;
    private const long MostTexts = 1 << 19;

    private volatile Columns _columns = new(gate, tryTake);

    /// <summary>Bytes that were taken.</summary>
    public long Bytes => _columns.Bytes;

    /// <summary>Lets go of all numbers, and gives back what was taken; whoever has some may go on with them.</summary>
    public void Clear()
    {
        lock (gate)
        {
            var columns = _columns;
            if (!columns.HasEnded)
                _columns = new Columns(gate, tryTake);
            columns.End();
        }
    }

    /// <summary>Lets go of all numbers for good: none is kept from now on.</summary>
    public void End()
    {
        lock (gate)
            _columns.End();
    }

    /// <summary>Numbers a column of a partition before it is grouped by, where its texts are such that this helps, and there is memory.</summary>
    /// <param name="name">What the column is called.</param>
    /// <param name="column">The column.</param>
    /// <returns>Whether it was done.</returns>
    public bool Prepare(string name, Column column) => Recurs(column) && Of(name).Of(column) is not null;

    internal NumberedTexts Of(string column) => _columns.Of(column);

    // Of n rows drawn at random from g texts, about n²/2g have one that was there before.
    private static bool Recurs(Column column)
    {
        if (column is not Utf8Column texts)
            return column is DictionaryColumn { Values: Utf8Column };
        var seen = new TextInterner(Sample);
        int rows = Math.Min(Sample, texts.Length);
        for (int i = 0; i < rows; i++)
            seen.Intern(texts[i]);
        return (long)rows * rows < 2 * MostTexts * (rows - seen.Texts.Count);
    }

    private sealed class Columns(Lock gate, Func<long, bool> tryTake)
    {
        private readonly ConcurrentDictionary<string, NumberedTexts> _all = [];
        public bool HasEnded { get; private set; }

        public long Bytes { get; private set; }

        public NumberedTexts Of(string column) => _all.GetOrAdd(column, _ => new NumberedTexts(TryTake));

        public void End()
        {
            HasEnded = true;
            // What comes free may be taken at once, by whoever asks for more room then.
            (long bytes, Bytes) = (Bytes, 0);
            if (bytes != 0)
                tryTake(-bytes);
        }

        private bool TryTake(long bytes)
        {
            lock (gate)
            {
                if (HasEnded || (bytes > 0 && !tryTake(bytes)))
                    return false;
                Bytes += bytes;
                return bytes >= 0 || tryTake(bytes);
            }
        }
    }
}
