using System.Globalization;

namespace Grid.LocalEngine;

/// <summary>Enumerations, by their numbers.</summary>
internal sealed class EnumCodec(Type type) : MessageCodec
{
    private readonly bool _unsigned = Enum.GetUnderlyingType(type) == typeof(ulong);

    public override void Write(WireBuffer output, object? value) => output.Write7BitEncodedInt64(
        _unsigned ? unchecked((long)Convert.ToUInt64(value, CultureInfo.InvariantCulture)) : Convert.ToInt64(value, CultureInfo.InvariantCulture));

    public override object? Read(BinaryReader input, IReferenceMaker grains) => Enum.ToObject(type, input.Read7BitEncodedInt64());
}
