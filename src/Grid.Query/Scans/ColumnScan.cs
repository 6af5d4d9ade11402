using Grid.Columns;

namespace Grid.Query;

/// <summary>A scan over columns of the rows that a filter keeps, which wants something of each column.</summary>
/// <typeparam name="T">What is wanted of a column.</typeparam>
internal abstract class ColumnScan<T> : Scan
{
    /// <summary>With what is wanted of each column.</summary>
    protected ColumnScan(Expression? filter, IReadOnlyList<(Expression Value, T Wanted)> columns)
    {
        Graph = new ExpressionGraph();
        Filter = Graph.AddOptional(filter);
        Columns = [.. columns.Select(c => Graph.Add(c.Value))];
        Wanted = [.. columns.Select(c => c.Wanted)];
    }

    /// <summary>As it was written.</summary>
    /// <param name="reader">Where it is.</param>
    /// <param name="least">How many bytes a column takes at least.</param>
    /// <param name="read">Reads what is wanted of a column.</param>
    protected ColumnScan(ref ByteReader reader, int least, WantedReader read)
    {
        Graph = ExpressionGraph.Read(ref reader);
        Filter = Graph.ReadFilter(ref reader);
        Columns = new int[reader.Count(least)];
        Wanted = new T[Columns.Length];
        for (int i = 0; i < Columns.Length; i++)
        {
            Columns[i] = Graph.ReadNode(ref reader);
            Wanted[i] = read(ref reader, Graph.Nodes[Columns[i]].Type);
        }
    }

    /// <summary>Reads what is wanted of a column of a type.</summary>
    protected delegate T WantedReader(ref ByteReader reader, LogicalType type);

    /// <summary>The filter and the columns.</summary>
    protected ExpressionGraph Graph { get; }

    /// <summary>The node of the filter; negative where there is none.</summary>
    protected int Filter { get; }

    /// <summary>The node of each column.</summary>
    protected int[] Columns { get; }

    /// <summary>What is wanted of each column.</summary>
    protected T[] Wanted { get; }

    internal sealed override ExpressionGraph Expressions => Graph;

    internal sealed override int FilterNode => Filter;

    private protected sealed override void Write(ByteWriter writer)
    {
        Graph.Write(writer);
        ExpressionGraph.WriteNode(writer, Filter);
        writer.Count(Columns.Length);
        for (int i = 0; i < Columns.Length; i++)
        {
            ExpressionGraph.WriteNode(writer, Columns[i]);
            Write(writer, Wanted[i]);
        }
    }

    /// <summary>Writes what is wanted of a column.</summary>
    protected abstract void Write(ByteWriter writer, T wanted);
}
