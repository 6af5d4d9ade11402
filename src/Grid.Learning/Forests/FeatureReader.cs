using Grid.Columns;

namespace Grid.Learning;

/// <summary>Reads a feature's column of a table to predict as the numbers that a model's thresholds are of.</summary>
internal sealed class FeatureReader
{
    private readonly Feature _feature;
    private readonly MomentScale? _scale;
    private readonly Column _column;
    private readonly double[]? _dictionary;
    private readonly bool _isMissing;

    private FeatureReader(Feature feature, Column column, bool isMissing = false)
    {
        (_feature, _column, _isMissing) = (feature, column, isMissing);
        if (isMissing)
            return;
        if (IsMoment(feature.Type) && feature.Type != column.Type.Logical)
            _scale = MomentScale.Of(column.Type.Logical, feature.Type);
        if (column is DictionaryColumn dictionary)
        {
            _dictionary = new double[dictionary.Values.Length];
            ReadPlain(dictionary.Values, _dictionary);
        }
    }

    /// <summary>The reader of a feature that the table has.</summary>
    /// <exception cref="LearningException">The column is of another kind.</exception>
    public static FeatureReader For(Feature feature, RecordBatch batch)
    {
        var column = batch.Columns[batch.Schema.IndexOf(feature.Name)];
        var given = column.Type.Logical;
        if (!Fits(feature.Type, given, out string? advice))
        {
            // Without values there is nothing that could mean something else: a column of none has whatever type nulls are given.
            if (column.NullCount == column.Length)
                return new FeatureReader(feature, column, isMissing: true);
            string holds = given.Kind == LogicalKind.Text ? $"holds text{Example(column)}" : $"is {given}";
            string learned = feature.Categories is null ? $"{feature.Type}" : "text";
            throw new LearningException($"column '{feature.Name}' {holds}, but the model learned from {learned}; {advice}.");
        }
        if (feature.Type.Kind == LogicalKind.Bool && given.Kind != LogicalKind.Bool)
            RequireTruth(feature.Name, given, column);
        return new FeatureReader(feature, column);
    }

    /// <summary>The values from a row on, NaN where one is missing or a category unknown.</summary>
    public void Read(int start, Span<double> into)
    {
        if (_isMissing)
        {
            into.Fill(double.NaN);
            return;
        }
        var column = _column.Slice(start, into.Length);
        if (_dictionary is null || column is not DictionaryColumn dictionary)
        {
            ReadPlain(column, into);
            return;
        }
        for (int i = 0; i < into.Length; i++)
            into[i] = dictionary.IsValid(i) ? _dictionary[dictionary.Code(i)] : double.NaN;
    }

    /// <summary>How many rows have a text that the model has not seen, and the first such text unless there is one.</summary>
    public long CountUnseen(ref string? example)
    {
        if (_isMissing)
            return 0;
        var codes = _feature.CategoryCodes!;
        long rows = 0;
        if (_column is DictionaryColumn dictionary)
        {
            var texts = new string?[dictionary.Values.Length];
            ColumnReader.ReadTexts(dictionary.Values, texts);
            var unseen = Array.ConvertAll(texts, text => text is not null && !codes.ContainsKey(text));
            if (!unseen.Contains(true))
                return 0;
            for (int i = 0; i < dictionary.Length; i++)
            {
                if (!dictionary.IsValid(i) || !unseen[dictionary.Code(i)])
                    continue;
                rows++;
                example ??= texts[dictionary.Code(i)];
            }
            return rows;
        }
        var column = (Utf8Column)_column;
        for (int i = 0; i < column.Length; i++)
        {
            if (column.GetString(i) is not { } text || codes.ContainsKey(text))
                continue;
            rows++;
            example ??= text;
        }
        return rows;
    }

    private void ReadPlain(Column column, Span<double> into)
    {
        if (_scale is { } scale)
        {
            var ticks = new long[into.Length];
            ColumnReader.ReadIntegers(column, ticks);
            for (int i = 0; i < into.Length; i++)
                into[i] = column.IsValid(i) ? scale.Convert(ticks[i]) : double.NaN;
            return;
        }
        if (_feature.CategoryCodes is not { } codes)
        {
            ColumnReader.ReadNumbers(column, into);
            return;
        }
        var texts = new string?[into.Length];
        ColumnReader.ReadTexts(column, texts);
        for (int i = 0; i < into.Length; i++)
            into[i] = texts[i] is { } text && codes.TryGetValue(text, out int code) ? code : double.NaN;
    }

    /// <summary>Whether values of a table's type mean what those that the model learned from meant, in another form at most.</summary>
    private static bool Fits(LogicalType learned, LogicalType given, out string? advice)
    {
        advice = null;
        if (learned == given)
            return true;
        if (IsMoment(learned) && IsMoment(given))
        {
            // Without a zone it is not known which moments the wall's times are.
            bool fits = ZoneOf(learned) is null == ZoneOf(given) is null;
            advice = fits ? null : "one has a time zone and the other has none: bring the column to the model's form first";
            return fits;
        }
        if (IsNumber(learned) && IsNumber(given))
            return true;
        advice = learned.Kind switch
        {
            LogicalKind.Text => "load it as text",
            LogicalKind.Date or LogicalKind.Timestamp => "load it as the moments that it stands for",
            _ => "a number must be there",
        };
        return false;
    }

    private static bool IsMoment(LogicalType type) => type.Kind is LogicalKind.Date or LogicalKind.Timestamp;

    private static bool IsNumber(LogicalType type) => type.Kind == LogicalKind.Bool || type.IsInteger || type.Kind == LogicalKind.Real;

    private static string? ZoneOf(LogicalType type) => (type as LogicalTimestamp)?.TimeZone;

    private static void RequireTruth(string name, LogicalType given, Column column)
    {
        var numbers = new double[column.Length];
        ColumnReader.ReadNumbers(column, numbers);
        int other = Array.FindIndex(numbers, n => n is not (0 or 1 or double.NaN));
        if (other >= 0)
            throw new LearningException($"column '{name}' is {given} and holds {numbers[other]:R}, but the model learned from bool; only 0 and 1 stand for false and true.");
    }

    private static string Example(Column column)
    {
        for (int i = 0; i < column.Length; i++)
        {
            if (!column.IsValid(i))
                continue;
            var one = new string?[1];
            ColumnReader.ReadTexts(column.Slice(i, 1), one);
            return $" ('{one[0]}')";
        }
        return "";
    }
}
