using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// A node of an expression bound to a schema: operation and type are settled, and inputs are of the types that the operation takes.
/// Computed columns share nodes, so that an expression is a graph rather than a tree.
/// </summary>
internal sealed class Expression
{
    // Evaluation and encoding go down the graph by recursion.
    private const int MaxDepth = 1_000;

    private Expression(Operation operation, LogicalType type, Expression[] inputs)
    {
        (Operation, Type, Inputs) = (operation, type, inputs);
        Depth = 1 + (inputs.Length == 0 ? 0 : inputs.Max(i => i.Depth));
        if (Depth > MaxDepth)
            throw new QuestionException($"an expression is more than {MaxDepth} operations deep; cut it up, or persist the frame in between.");
    }

    public Operation Operation { get; }

    public LogicalType Type { get; }

    public IReadOnlyList<Expression> Inputs { get; }

    public int Depth { get; }

    /// <summary>A literal's value; the number of decimals, the pattern or the step of an operation that goes by one.</summary>
    public Scalar Literal { get; private init; }

    /// <summary>The values of <see cref="Operation.In"/> and <see cref="Operation.Ordinal"/>, of the type of the input.</summary>
    public IReadOnlyList<Scalar> Set { get; private init; } = [];

    /// <summary>A column's name.</summary>
    public string Name { get; private init; } = "";

    public bool IsLiteral => Operation == Operation.Literal;

    public bool IsNull => IsLiteral && Literal.IsNull;

    public static Expression Column(Field field) => Column(field.Name, field.Logical);

    public static Expression Column(string name, LogicalType type) => new(Operation.Column, type, []) { Name = name };

    public static Expression Of(Scalar value) => new(Operation.Literal, value.Type!, []) { Literal = value };

    /// <summary>A null of some type.</summary>
    public static Expression Null(LogicalType type) => new(Operation.Literal, type, []);

    public static Expression Of(Operation operation, LogicalType type, params Expression[] inputs) => new(operation, type, inputs);

    /// <summary>An operation that goes by a constant: decimals, a pattern, a step.</summary>
    public static Expression By(Scalar constant, Operation operation, LogicalType type, params Expression[] inputs) => new(operation, type, inputs) { Literal = constant };

    /// <summary>The position of a value among categories, which ascend and are of its type.</summary>
    public static Expression Ordinal(Expression input, IReadOnlyList<Scalar> categories) =>
        new(Operation.Ordinal, LogicalType.Whole, [input]) { Set = categories };

    /// <summary>A value with its gaps filled from before or from behind.</summary>
    public static Expression Gaps(Operation operation, Expression value, Expression? kept, IReadOnlyList<Scalar> carries) =>
        new(operation, value.Type, kept is null ? [value] : [value, kept]) { Set = carries };

    public static Expression OneOf(Expression input, IReadOnlyList<Scalar> set) =>
        new(Operation.In, LogicalType.Bool, [input]) { Set = set };
}
