using Grid.Columns;

namespace Grid.Sources;

/// <summary>The narrowest type of the values of a column seen so far, and what of them is text.</summary>
internal struct TypeGuess
{
    private LogicalType? _type;
    private bool _isNegative;
    private bool _losesDigits;
    private bool _hasNaN;
    private (byte[] Value, long Offset)? _otherText;
    private (byte[] Value, long Offset)? _otherClash;

    /// <summary>
    /// The type; float64 where there was no value, as pandas has it: numbers that turn up later then fit, and anything else
    /// widens the column to text.
    /// </summary>
    public readonly LogicalType Type =>
        _type == LogicalType.Real || (_type == LogicalType.Unsigned && _isNegative) || (_hasNaN && _type is { IsInteger: true })
            ? _losesDigits ? LogicalType.Text : LogicalType.Real
            : _type is { Kind: LogicalKind.Date or LogicalKind.Timestamp } && Orders.HasFlag(DateOrders.MonthFirst | DateOrders.DayFirst) ? LogicalType.Text
            : _type ?? LogicalType.Real;

    /// <summary>Whether there was a value.</summary>
    public readonly bool HasType => _type is not null;

    /// <summary>How many values are text and nothing else.</summary>
    public long Texts { get; private set; }

    /// <summary>How many of the texts are numbers of more digits than numbers keep.</summary>
    public long LongNumbers { get; private set; }

    /// <summary>How many of the texts look like numbers or moments that are written in other ways.</summary>
    public long Lookalikes { get; private set; }

    /// <summary>The option that reads all of the texts that look like dates, as far as one is known.</summary>
    public string? DateOption { get; private set; }

    /// <summary>How many values are of other types.</summary>
    public long Others { get; private set; }

    /// <summary>The narrowest type of those others; null where there are none.</summary>
    public LogicalType? OtherType { get; private set; }

    /// <summary>The first text, whether it is in quotes, and where its row starts in the file.</summary>
    public (byte[] Value, bool IsQuoted, long Offset)? FirstText { get; private set; }

    /// <summary>The first text that is no comment, whether it is in quotes, and where its row starts in the file.</summary>
    public (byte[] Value, bool IsQuoted, long Offset)? FirstOwnText { get; private set; }

    /// <summary>The first whole number whose digits a double does not keep, and where its row starts in the file.</summary>
    public (byte[] Value, bool IsQuoted, long Offset)? FirstLong { get; private set; }

    /// <summary>The first number with zeros before its digits, and where its row starts in the file.</summary>
    public (byte[] Value, long Offset)? FirstZeros { get; private set; }

    /// <summary>The first value whose type and those before have only text in common, what those were, and where its row starts.</summary>
    public (byte[] Value, LogicalType Before, long Offset)? FirstClash { get; private set; }

    /// <summary>The first two of the texts, and of the values that do not go with those before <see cref="FirstClash"/>, that are not the same, and where their rows start.</summary>
    public readonly IEnumerable<(byte[] Value, long Offset)> TextsAndClashes =>
        [.. new[] { FirstText is var (text, _, at) ? (text, at) : default((byte[], long)?), _otherText, FirstClash is var (clash, _, place) ? (clash, place) : null, _otherClash }.OfType<(byte[], long)>()];

    /// <summary>The first value of <see cref="OtherType"/>, and where its row starts.</summary>
    public (byte[] Value, long Offset)? FirstOther { get; private set; }

    /// <summary>Whether there is a moment that is written as was given, and not as all are that start with the year.</summary>
    public bool HasGivenDates { get; private set; }

    /// <summary>What the dates show of their order.</summary>
    public DateOrders Orders { get; private set; }

    /// <summary>The first date that has the day first, and where its row starts in the file.</summary>
    public (byte[] Value, long Offset)? FirstDayFirst { get; private set; }

    /// <summary>The first date that has the month first, and where its row starts in the file.</summary>
    public (byte[] Value, long Offset)? FirstMonthFirst { get; private set; }

    /// <summary>Takes in a value, of the row that starts at an offset, of a file that is written in a way.</summary>
    public void Add(ReadOnlySpan<byte> field, long offset, bool isQuoted, CsvDialect dialect)
    {
        var digits = dialect.Numbers is { } numbers ? numbers.Rewrite(field) : field;
        var type = TypeOf(field, digits, dialect.SampleDates, out var orders);
        Orders |= orders;
        if (orders == DateOrders.DayFirst)
            FirstDayFirst ??= (field.ToArray(), offset);
        if (orders == DateOrders.MonthFirst)
            FirstMonthFirst ??= (field.ToArray(), offset);
        if (type.IsInteger && NumberText.TryParse(digits, out var number))
        {
            _isNegative |= number.Value < 0;
            if (!number.KeepsDigits(digits))
            {
                _losesDigits = true;
                FirstLong ??= (field.ToArray(), isQuoted, offset);
            }
        }
        if ((type.IsInteger || type.Kind == LogicalKind.Real) && HasZeros(digits))
            FirstZeros ??= (field.ToArray(), offset);
        var othersBefore = OtherType;
        if (type == LogicalType.Text)
        {
            Texts++;
            LongNumbers += NumberText.TryParse(digits, out _) ? 1 : 0;
            Lookalikes += NumberMarks.Of(field) is not null || NumberWithSign.Of(field) is not null || NumberWithSign.OfAccounts(field) is not null || IsMoment(field, dialect.SampleDates) ? 1 : 0;
            AddText(field, isQuoted, offset);
            if (FirstOwnText is null && (isQuoted || CommentMark.Of(field, 0, dialect) is null))
                FirstOwnText = (field.ToArray(), isQuoted, offset);
        }
        else if (type.Kind != LogicalKind.Real || digits.ContainsAnyInRange((byte)'0', (byte)'9'))
        {
            // An infinity without digits is a word among words, and tells nothing of their type.
            Others++;
            FirstOther ??= (field.ToArray(), offset);
            OtherType = OtherType is null ? type : Widening.Join(OtherType, type);
        }
        if (_type is { } before && before != LogicalType.Text && type != LogicalType.Text && Widening.Join(before, type) == LogicalType.Text)
            FirstClash ??= (field.ToArray(), before, offset);
        else if (_otherClash is null && type != LogicalType.Text && (FirstClash?.Before ?? othersBefore) is { } others && others != LogicalType.Text
            && Widening.Join(others, type) == LogicalType.Text && !field.SequenceEqual(FirstClash?.Value))
            _otherClash = (field.ToArray(), offset);
        if (type is LogicalTimestamp or { Kind: LogicalKind.Date } && dialect.SampleDates.IsGiven)
            HasGivenDates = HasGivenDates || dialect.ReadsGivenYearFirst || !MomentText.TryParse(field, DateFormats.YearFirst, out _);
        Add(type);
    }

    /// <summary>Takes in a text that is a moment or a text, whatever else it looks like.</summary>
    public void AddText(ReadOnlySpan<byte> text, long offset, CsvDialect dialect)
    {
        if (text.Length > 0 && MomentText.TryParse(text, dialect.SampleDates, out _) && !NumberText.TryParse(text, out _))
        {
            Add(text, offset, isQuoted: true, dialect);
            return;
        }
        Texts++;
        AddText(text, isQuoted: true, offset);
        Add(LogicalType.Text);
    }

    private void AddText(ReadOnlySpan<byte> text, bool isQuoted, long offset)
    {
        if (FirstText is null)
            FirstText = (text.ToArray(), isQuoted, offset);
        else if (_otherText is null && !text.SequenceEqual(FirstText.Value.Value))
            _otherText = (text.ToArray(), offset);
    }

    /// <summary>Takes in what was guessed elsewhere.</summary>
    public void Add(TypeGuess other)
    {
        if (other._type is { } type)
            Add(type);
        Orders |= other.Orders;
        (_isNegative, _losesDigits, _hasNaN) = (_isNegative | other._isNegative, _losesDigits | other._losesDigits, _hasNaN | other._hasNaN);
    }

    /// <summary>Takes in a NaN, which is a number in a column of numbers and null in others: it decides only whole numbers to be doubles.</summary>
    public void AddNaN() => _hasNaN = true;

    // One text that is plainly one tells enough of the others.
    private bool IsMoment(ReadOnlySpan<byte> field, DateFormats dates)
    {
        if (Lookalikes + LongNumbers + 1 != Texts || Lookalike.Of(field, dates) is not var (_, option))
            return false;
        DateOption = option is null || (DateOption is not null && option == Lookalike.EitherOrder) ? DateOption : option;
        return true;
    }

    private static bool HasZeros(ReadOnlySpan<byte> number)
    {
        var digits = number[0] is (byte)'-' or (byte)'+' ? number[1..] : number;
        return digits is [(byte)'0', >= (byte)'0' and <= (byte)'9', ..];
    }

    private static LogicalType TypeOf(ReadOnlySpan<byte> field, ReadOnlySpan<byte> digits, DateFormats dates, out DateOrders orders)
    {
        orders = DateOrders.None;
        if (NumberText.TryParse(digits, out var number))
        {
            return number.Kind switch
            {
                NumberKind.Integer when !number.IsNegativeZero => LogicalType.Whole,
                NumberKind.Unsigned => LogicalType.Unsigned,
                _ => number.KeepsDigits(digits) ? LogicalType.Real : LogicalType.Text,
            };
        }
        if (MomentText.TryParse(field, dates, out var moment))
        {
            orders = dates.IsGiven ? DateOrders.None : moment.Orders;
            return moment.Type;
        }
        return BoolText.TryParse(field, out _) ? LogicalType.Bool : LogicalType.Text;
    }

    private void Add(LogicalType type) => _type = _type is null ? type : Widening.Join(_type, type);
}
