using System.Runtime.InteropServices;

namespace Grid.Learning;

/// <summary>A node of an ONNX graph; numbers of fields and of types are those of onnx.proto.</summary>
internal sealed class OnnxNode
{
    /// <summary>The element types of tensors.</summary>
    public const int Float = 1, Int64 = 7, Text = 8, Double = 11;

    private const int KindInt = 2, KindText = 3, KindTensor = 4, KindFloats = 6, KindInts = 7, KindTexts = 8, KindFloat = 1;
    private readonly ProtoWriter _node = new();

    /// <param name="operation">What it does.</param>
    /// <param name="domain">Where that is defined: empty for ONNX itself.</param>
    /// <param name="inputs">The names of what it takes.</param>
    /// <param name="outputs">The names of what it gives.</param>
    public OnnxNode(string operation, string domain, string[] inputs, string[] outputs)
    {
        foreach (string input in inputs)
            _node.Write(1, input);
        foreach (string output in outputs)
            _node.Write(2, output);
        _node.Write(3, outputs[0]).Write(4, operation).Write(7, domain);
    }

    /// <summary>The message.</summary>
    public ProtoWriter Message => _node;

    public OnnxNode With(string name, long value) => Add(name, KindInt, attribute => attribute.Write(3, value));

    public OnnxNode With(string name, float value) => Add(name, KindFloat, attribute => attribute.Write(2, value));

    public OnnxNode With(string name, string value) => Add(name, KindText, attribute => attribute.Write(4, value));

    public OnnxNode With(string name, IEnumerable<long> values) => Add(name, KindInts, attribute => attribute.Write(8, values));

    public OnnxNode With(string name, IEnumerable<float> values) => Add(name, KindFloats, attribute => attribute.Write(7, values));

    public OnnxNode With(string name, IEnumerable<string> values) => Add(name, KindTexts, attribute =>
    {
        foreach (string value in values)
            attribute.Write(9, value);
    });

    /// <summary>An attribute of doubles, which there are as a tensor alone.</summary>
    public OnnxNode With(string name, double[] values) => Add(name, KindTensor, attribute => attribute.Write(5, Tensor(name, values)));

    /// <summary>A tensor of one dimension.</summary>
    public static ProtoWriter Tensor(string name, double[] values) =>
        new ProtoWriter().Write(1, new long[] { values.Length }).Write(2, (long)Double).Write(8, name).Write(9, MemoryMarshal.AsBytes(values.AsSpan()));

    /// <summary>A tensor of one float.</summary>
    public static ProtoWriter Scalar(string name, float value) => new ProtoWriter().Write(1, new long[] { 1 }).Write(2, (long)Float).Write(4, new float[] { value }).Write(8, name);

    /// <summary>A tensor of whole numbers.</summary>
    public static ProtoWriter Tensor(string name, long[] values) =>
        new ProtoWriter().Write(1, new long[] { values.Length }).Write(2, (long)Int64).Write(7, values).Write(8, name);

    /// <summary>What is given or taken: rows, and so many columns each; 0 for one value a row.</summary>
    public static ProtoWriter Value(string name, int type, int columns)
    {
        var shape = new ProtoWriter().Write(1, new ProtoWriter().Write(2, "rows"));
        if (columns > 0)
            shape.Write(1, new ProtoWriter().Write(1, (long)columns));
        return new ProtoWriter().Write(1, name).Write(2, new ProtoWriter().Write(1, new ProtoWriter().Write(1, (long)type).Write(2, shape)));
    }

    private OnnxNode Add(string name, int kind, Action<ProtoWriter> write)
    {
        var attribute = new ProtoWriter().Write(1, name);
        write(attribute);
        _node.Write(5, attribute.Write(20, (long)kind));
        return this;
    }
}
