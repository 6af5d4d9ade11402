namespace Grid.Columns;

/// <summary>
/// What values are, however they are stored. The numbers stand in files of models and in what silos tell one another:
/// each is that of the <see cref="TypeId"/> of <see cref="LogicalType.Storage"/>.
/// </summary>
public enum LogicalKind
{
    /// <summary>True or false.</summary>
    Bool = TypeId.Bool,
    /// <summary>Whole numbers of 64 bits.</summary>
    Whole = TypeId.Int64,
    /// <summary>Whole numbers from 0 on, of 64 bits.</summary>
    Unsigned = TypeId.UInt64,
    /// <summary>Real numbers of double precision.</summary>
    Real = TypeId.Float64,
    /// <summary>Texts.</summary>
    Text = TypeId.Utf8,
    /// <summary>Days of the calendar.</summary>
    Date = TypeId.Date32,
    /// <summary>Days with a time of day, to a <see cref="TimeUnit"/>; instants where there is a zone.</summary>
    Timestamp = TypeId.Timestamp,
    /// <summary>Whole numbers of up to 38 digits: what sums of 64-bit numbers may need.</summary>
    Decimal = TypeId.Decimal128,
}
