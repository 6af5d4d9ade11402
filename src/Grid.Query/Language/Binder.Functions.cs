using Grid.Columns;

namespace Grid.Query;

/// <content>Functions of numbers and moments, and which names are functions.</content>
internal sealed partial class Binder
{
    private Expression Call(CallSyntax s)
    {
        if (Functions.Find(s.Name) is not var (operation, least, most))
        {
            string advice = AggregateSpec.IsFunction(s.Name)
                ? $"{s.Name}() is an aggregate and cannot stand inside an expression"
                : $"unknown function '{s.Name}': {ForeignWords.Of(s.Name) ?? NearestName.Advice(s.Name, Functions.Names)}";
            throw Fault(s, advice);
        }
        if (s.Where is not null)
            throw Fault(s.Where, $"where stands in aggregates alone, as in sum(x where y > 0); here it is written if(y > 0, {s.Name}(x), null)");
        if (s.Star || s.Arguments.Count < least || s.Arguments.Count > most)
            throw Fault(s, $"{s.Name}() takes {(least == most ? $"{least}" : $"{least} to {most}")} argument{(most == 1 ? "" : "s")}");
        return operation switch
        {
            Operation.Literal => Expression.Of(Scalar.Float64(Math.PI)),
            Operation.Case => CaseOf(s),
            Operation.Coalesce => Coalesce(s),
            Operation.Least or Operation.Greatest => Extreme(s, operation),
            Operation.Convert or Operation.TryConvert => throw Fault(s, $"a cast has a type: {s.Name}(x as int64)"),
            Operation.Date => DateOf(s),
            >= Operation.Lower and <= Operation.RegexExtract => TextFunction(s, operation),
            >= Operation.Year and <= Operation.DayOfYear => Part(s, operation, Bind(s.Arguments[0])),
            Operation.Truncate => Truncate(s, Bind(s.Arguments[0])),
            Operation.IsNull => Expression.Of(operation, LogicalType.Bool, Operand(s.Arguments[0])),
            _ => OfNumbers(s, operation, Number(s.Arguments[0], Bind(s.Arguments[0]))),
        };
    }

    private Expression OfNumbers(CallSyntax s, Operation operation, Expression first)
    {
        switch (operation)
        {
            case Operation.Abs or Operation.Floor or Operation.Ceiling:
                return operation != Operation.Abs && first.Type.Kind != LogicalKind.Real || first.Type.Kind == LogicalKind.Unsigned
                    ? first : Expression.Of(operation, first.Type, first);
            case Operation.Sign:
                return Expression.Of(operation, first.Type.Kind == LogicalKind.Real ? LogicalType.Real : LogicalType.Whole, first);
            case Operation.Round:
                return Round(s, first);
            case Operation.IsNaN:
                return Expression.Of(operation, LogicalType.Bool, CommonType.Cast(first, LogicalType.Real));
            case Operation.NaNToNull:
                return Missing.AsNull(first);
            case Operation.Power or Operation.ArcTangent2:
                return Expression.Of(operation, LogicalType.Real, CommonType.Cast(first, LogicalType.Real),
                    CommonType.Cast(Number(s.Arguments[1], Bind(s.Arguments[1])), LogicalType.Real));
            case Operation.Multiply:
                return Expression.Of(operation, LogicalType.Real, CommonType.Cast(first, LogicalType.Real),
                    Expression.Of(Scalar.Float64(s.Name.Equals("degrees", StringComparison.OrdinalIgnoreCase) ? 180 / Math.PI : Math.PI / 180)));
            default:
                return Expression.Of(operation, LogicalType.Real, CommonType.Cast(first, LogicalType.Real));
        }
    }

    private Expression Round(CallSyntax s, Expression value)
    {
        long decimals = 0;
        if (s.Arguments.Count == 2)
        {
            decimals = Bind(s.Arguments[1]) is { IsLiteral: true, Type.Kind: LogicalKind.Whole, Literal: { IsNull: false } digits } && digits.AsInt64 is >= -ExpressionRules.MostRoundedPlaces and <= 15
                ? digits.AsInt64
                : throw Fault(s.Arguments[1], $"expected a number of decimals, 0 to 15, or of places before the point, -1 (tens) to -{ExpressionRules.MostRoundedPlaces}");
        }
        return value.Type.Kind == LogicalKind.Real || decimals < 0 ? Expression.By(Scalar.Int64(decimals), Operation.Round, value.Type, value) : value;
    }

    private Expression Part(CallSyntax s, Operation operation, Expression value) => CommonType.IsTemporal(value)
        ? Expression.Of(operation, LogicalType.Whole, value)
        : throw Fault(s, $"{s.Name}() takes a timestamp or date, not a value of type {value.Type}{(value.Type.Kind == LogicalKind.Text ? "; cast(x as timestamp) makes it one" : "")}");

    private Expression DateOf(CallSyntax s)
    {
        var value = Operand(s.Arguments[0]);
        if (value.Type.Kind == LogicalKind.Text)
            return Convert(s, value, Operation.Convert, LogicalType.Date);
        Part(s, Operation.Day, value);
        return value.Type.Kind == LogicalKind.Date ? value : Expression.Of(Operation.Date, LogicalType.Date, value);
    }

    // Of a number the fraction goes, of a moment what is past its last step.
    private Expression Truncate(CallSyntax s, Expression value)
    {
        if (s.Arguments.Count == 1)
        {
            if (CommonType.IsTemporal(value))
                throw Fault(s, $"{s.Name}() of a timestamp or date takes a step, as in {s.Name}(t, '15 minutes')");
            var number = Number(s.Arguments[0], value);
            return number.Type.Kind == LogicalKind.Real ? Expression.Of(Operation.Truncate, LogicalType.Real, number) : number;
        }
        Part(s, Operation.Day, value);
        string text = Constant(s.Arguments[1], "a step such as '15 minutes', 'day' or '3 months'");
        if (TimeStep.Parse(text) is not { } step)
        {
            string word = text.Trim().TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').Trim();
            throw Fault(s.Arguments[1], $"'{text}' is no step of time: {NearestName.Advice(word, TimeStep.UnitNames)}");
        }
        if (step.Months == 0 && step.In(value.Type) is not { } length)
            throw Fault(s.Arguments[1], $"steps of {step.Text} fall between the values of {CommonType.Say(value)}");
        return step.Months == 0 && step.In(value.Type) == 1 ? value : Expression.By(Scalar.Text(step.Text), Operation.TruncateMoment, value.Type, value);
    }

    private Expression Convert(Syntax at, Expression value, Operation operation, LogicalType type)
    {
        if (value.IsNull)
            return Expression.Null(type);
        if (value.Type == type)
            return value;
        return ExpressionRules.CanConvert(value.Type, type)
            ? Expression.Of(operation, type, value)
            : throw Fault(at, $"{CommonType.Say(value)} cannot be made {(type.Kind is LogicalKind.Whole ? "an" : "a")} {type}; {WhyNot(value, type)}");
    }

    private static string WhyNot(Expression value, LogicalType type) => CommonType.IsTemporal(value) && type.Kind is LogicalKind.Date or LogicalKind.Timestamp
        ? $"one has a time zone, the other has none{(type.Kind == LogicalKind.Date ? $"; date({(value.Operation == Operation.Column ? value.Name : "x")}) is the day of a moment" : "")}"
        : CommonType.IsTemporal(value) ? "x - '1970-01-01' is a number of seconds or days" : "dates and timestamps are made of texts";

    private string Constant(Syntax at, string what) => Bind(at) is { IsLiteral: true, IsNull: false, Literal.AsText: { } text } ? text : throw Fault(at, $"expected {what}, in quotes");
}
