using System.Reflection;

namespace Grid.LocalEngine;

/// <summary>A method of a grain interface, checked and ready to be called.</summary>
internal sealed class GrainMethod
{
    private static readonly MethodInfo NewCallMethod = typeof(GrainMethod).GetMethod(nameof(NewCall), BindingFlags.Static | BindingFlags.NonPublic)!;

    private readonly MethodInvoker _invoker;
    private readonly CallMaker _make;
    private readonly Type[] _sent;
    private readonly Type _result;
    private MessageCodec[]? _arguments;
    private MessageCodec? _answer;

    private GrainMethod(MethodInfo method, Type result)
    {
        WireName = $"{method.DeclaringType!.GetCustomAttribute<AliasAttribute>()?.Alias ?? method.DeclaringType!.FullName}.{method.GetCustomAttribute<AliasAttribute>()?.Alias ?? method.Name}";
        Name = $"{method.DeclaringType!.Name}.{method.Name}";
        AlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        ReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        ResponseTimeout = (method.GetCustomAttribute<ResponseTimeoutAttribute>()
            ?? method.DeclaringType.GetCustomAttribute<ResponseTimeoutAttribute>())?.Timeout;
        TakesCancellation = method.GetParameters() is [.., { ParameterType: var last }] && last == typeof(CancellationToken);
        _invoker = MethodInvoker.Create(method);
        _sent = [.. method.GetParameters().Select(p => p.ParameterType).Where(t => t != typeof(CancellationToken))];
        _result = result;
        _make = NewCallMethod.MakeGenericMethod(result).CreateDelegate<CallMaker>();
    }

    private delegate GrainCall CallMaker(GrainMethod method, GrainId target, object?[] arguments, TimeSpan timeout);

    /// <summary>Interface and method as they are named on the wire.</summary>
    public string WireName { get; }

    /// <summary>Interface and method, for messages.</summary>
    public string Name { get; }

    /// <summary>Whether calls may run while any other awaits.</summary>
    public bool AlwaysInterleave { get; }

    /// <summary>Whether calls may run while others that are read-only await.</summary>
    public bool ReadOnly { get; }

    /// <summary>How long callers wait; null for the silo's default.</summary>
    public TimeSpan? ResponseTimeout { get; }

    /// <summary>Whether the last parameter is a cancellation token.</summary>
    public bool TakesCancellation { get; }

    /// <summary>Checks a method and makes it callable.</summary>
    /// <exception cref="ArgumentException">The method cannot be called across processes; the message says why.</exception>
    public static GrainMethod From(MethodInfo method)
    {
        string name = $"{method.DeclaringType!.Name}.{method.Name}";
        var result = method.ReturnType == typeof(Task) ? typeof(NoResult)
            : method.ReturnType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Task<>) ? type.GetGenericArguments()[0]
            : throw new ArgumentException($"{name} returns {method.ReturnType.Name}; a grain's method returns Task or Task<T>.");
        if (method.IsGenericMethodDefinition)
            throw new ArgumentException($"{name} is generic; a grain's method is not.");
        if (result != typeof(NoResult) && MessageRules.Refusal(result) is { } wrong)
            throw new ArgumentException($"{name} returns what cannot be sent: {wrong}.");
        var parameters = method.GetParameters();
        for (int i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].ParameterType == typeof(CancellationToken))
            {
                if (i != parameters.Length - 1)
                    throw new ArgumentException($"{name} has a CancellationToken that is not its last parameter.");
            }
            else if (MessageRules.Refusal(parameters[i].ParameterType) is { } refusal)
            {
                throw new ArgumentException($"{name}, parameter '{parameters[i].Name}': {refusal}.");
            }
        }
        return new GrainMethod(method, result);
    }

    /// <summary>Makes a call that is not sent yet.</summary>
    public GrainCall Call(GrainId target, object?[] arguments, TimeSpan defaultTimeout) =>
        _make(this, target, arguments, ResponseTimeout ?? defaultTimeout);

    /// <summary>Makes a call whose caller waits for so long.</summary>
    public GrainCall CallWithin(TimeSpan timeout, GrainId target, object?[] arguments) => _make(this, target, arguments, timeout);

    /// <summary>Writes the arguments of a call, the cancellation token left out.</summary>
    public void WriteArguments(WireBuffer output, object?[] arguments)
    {
        var codecs = _arguments ??= [.. _sent.Select(MessageCodec.Of)];
        for (int i = 0; i < codecs.Length; i++)
            codecs[i].Write(output, arguments[i]);
    }

    /// <summary>Reads what <see cref="WriteArguments"/> wrote, and puts the token in its place.</summary>
    public object?[] ReadArguments(BinaryReader input, IReferenceMaker grains, CancellationToken cancellation)
    {
        var codecs = _arguments ??= [.. _sent.Select(MessageCodec.Of)];
        var arguments = new object?[codecs.Length + (TakesCancellation ? 1 : 0)];
        for (int i = 0; i < codecs.Length; i++)
            arguments[i] = codecs[i].Read(input, grains);
        if (TakesCancellation)
            arguments[^1] = cancellation;
        return arguments;
    }

    /// <summary>Writes an answer.</summary>
    public void WriteAnswer(WireBuffer output, object? answer) => (_answer ??= MessageCodec.Of(_result)).Write(output, answer);

    /// <summary>Reads an answer.</summary>
    public object? ReadAnswer(BinaryReader input, IReferenceMaker grains) => (_answer ??= MessageCodec.Of(_result)).Read(input, grains);

    /// <summary>Calls the method on a grain's object.</summary>
    public Task Invoke(object grain, object?[] arguments) => (Task)_invoker.Invoke(grain, arguments.AsSpan())!;

    private static GrainCall<TResult> NewCall<TResult>(GrainMethod method, GrainId target, object?[] arguments, TimeSpan timeout) =>
        new(method, target, arguments, timeout);
}
