namespace Grid.LocalEngine;

/// <summary>Values that may be missing.</summary>
internal sealed class NullableCodec(Type underlying) : MessageCodec
{
    private readonly MessageCodec _value = Of(underlying);

    public override void Write(WireBuffer output, object? value)
    {
        output.Write(value is not null);
        if (value is not null)
            _value.Write(output, value);
    }

    public override object? Read(BinaryReader input, IReferenceMaker grains) => input.ReadBoolean() ? _value.Read(input, grains) : null;
}
