using System.Numerics;

namespace Grid.Columns;

/// <summary>
/// The one way from a column whose type is known at run time alone to code for the values that it stores: each visitor is a struct, so that its loop
/// is compiled anew for each type of values, without a call or a box a value.
/// </summary>
public static class ColumnDispatch
{
    /// <summary>Visits whole numbers: codes of dictionaries, whole numbers of all widths, days, ticks.</summary>
    /// <param name="column">The column.</param>
    /// <param name="visitor">What is done with its values.</param>
    /// <exception cref="ArgumentException">The column stores no integers.</exception>
    public static TResult Integers<TVisitor, TResult>(Column column, TVisitor visitor)
        where TVisitor : struct, IIntegerVisitor<TResult>, allows ref struct => column switch
        {
            PrimitiveColumn<byte> c => visitor.Visit(c),
            PrimitiveColumn<ushort> c => visitor.Visit(c),
            PrimitiveColumn<int> c => visitor.Visit(c),
            PrimitiveColumn<long> c => visitor.Visit(c),
            PrimitiveColumn<sbyte> c => visitor.Visit(c),
            PrimitiveColumn<short> c => visitor.Visit(c),
            PrimitiveColumn<uint> c => visitor.Visit(c),
            PrimitiveColumn<ulong> c => visitor.Visit(c),
            _ => throw new ArgumentException($"A column of {column.Type} stores no integers.", nameof(column)),
        };

    /// <summary>Visits numbers of any kind that is stored in as many bytes each: integers, as above, floating-point numbers, decimals.</summary>
    /// <param name="column">The column.</param>
    /// <param name="visitor">What is done with its values.</param>
    /// <exception cref="ArgumentException">The column stores bits, texts or codes.</exception>
    public static TResult Numbers<TVisitor, TResult>(Column column, TVisitor visitor)
        where TVisitor : struct, INumberVisitor<TResult>, allows ref struct => column switch
        {
            PrimitiveColumn<double> c => visitor.Visit(c),
            PrimitiveColumn<float> c => visitor.Visit(c),
            PrimitiveColumn<Int128> c => visitor.Visit(c),
            _ => Integers<NumberVisitor<TVisitor, TResult>, TResult>(column, new NumberVisitor<TVisitor, TResult>(visitor)),
        };

    private readonly ref struct NumberVisitor<TVisitor, TResult>(TVisitor visitor) : IIntegerVisitor<TResult>
        where TVisitor : struct, INumberVisitor<TResult>, allows ref struct
    {
        private readonly TVisitor _visitor = visitor;

        public TResult Visit<T>(PrimitiveColumn<T> column) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => _visitor.Visit(column);
    }
}

/// <summary>Code for the values of a column of integers, whatever their width.</summary>
/// <typeparam name="TResult">What comes of it.</typeparam>
public interface IIntegerVisitor<TResult>
{
    /// <summary>Does it.</summary>
    TResult Visit<T>(PrimitiveColumn<T> column) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>;
}

/// <summary>Code for the values of a column of numbers, whatever they are stored as.</summary>
/// <typeparam name="TResult">What comes of it.</typeparam>
public interface INumberVisitor<TResult>
{
    /// <summary>Does it.</summary>
    TResult Visit<T>(PrimitiveColumn<T> column) where T : unmanaged, INumber<T>, IMinMaxValue<T>;
}
