using System.Runtime.CompilerServices;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// The distinct texts of a column of a dataset, numbered once for all of its partitions that are in this process, and the numbers of what those hold. Safe for any
/// number of threads.
/// </summary>
/// <param name="tryTake">Takes bytes of memory, or says that there are none left; gives them back where they are negative.</param>
internal sealed class NumberedTexts(Func<long, bool> tryTake)
{
    // Texts of which there are more than this are hardly those of many rows.
    private const long MostWeight = 1L << 29;

    private readonly TextNumbers _numbers = new();
    private readonly ConditionalWeakTable<Column, Lazy<int[]?>> _columns = [];
    private readonly Lock _gate = new();
    private long _ofTexts;

    /// <summary>How many distinct texts there are by now.</summary>
    public int Count => _numbers.Count;

    /// <summary>The texts by their numbers.</summary>
    public TextArena Texts() => _numbers.Texts();

    /// <summary>The numbers of a column, where they are known.</summary>
    public int[]? Find(Column column) => _columns.TryGetValue(column, out var numbers) && numbers.IsValueCreated ? numbers.Value : null;

    /// <summary>
    /// The numbers of a column's texts: of plain ones one a row, and -1 for null; of a dictionary one a code. Null where there is no memory to keep them.
    /// </summary>
    public int[]? Of(Column column)
    {
        bool isKept = false;
        try
        {
            int[]? numbers = _columns.GetValue(column, texts => new Lazy<int[]?>(() => Number(texts))).Value;
            isKept = numbers is not null;
            return numbers;
        }
        finally
        {
            // Another time there may be memory for them.
            if (!isKept)
                _columns.Remove(column);
        }
    }

    private int[]? Number(Column column)
    {
        var texts = column as Utf8Column ?? (column as DictionaryColumn)?.Values as Utf8Column;
        if (texts is null || _numbers.Weight > MostWeight || !TryTake(sizeof(int) * (long)texts.Length))
            return null;
        bool isKept = false;
        try
        {
            var numbers = new int[texts.Length];
            _numbers.Number(texts, numbers);
            isKept = TryTake(0);
            return isKept ? numbers : null;
        }
        finally
        {
            if (!isKept)
                tryTake(-sizeof(int) * (long)texts.Length);
        }
    }

    // Takes bytes, and those of texts that have come since.
    private bool TryTake(long bytes)
    {
        lock (_gate)
        {
            long ofTexts = _numbers.Weight;
            if (!tryTake(bytes + ofTexts - _ofTexts))
                return false;
            _ofTexts = ofTexts;
            return true;
        }
    }
}
