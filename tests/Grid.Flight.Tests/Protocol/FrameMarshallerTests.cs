using System.Buffers;
using Google.Protobuf;
using Grid.Flight.Protocol;
using Grpc.Core;
using Foreign = Arrow.Flight.Foreign;

namespace Grid.Flight.Tests;

public sealed class FrameMarshallerTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(127, 128, 16_383)]
    [InlineData(300, 5, 70_000)]
    public void Frames_are_what_protobuf_makes_of_the_protocol(int header, int metadata, int body)
    {
        var random = new Random(header + body);
        byte[] h = Bytes(random, header), m = Bytes(random, metadata), b = Bytes(random, body);
        var foreign = new Foreign.FlightData
        {
            FlightDescriptor = body == 1 ? new Foreign.FlightDescriptor { Type = Foreign.FlightDescriptor.Types.DescriptorType.Path, Path = { "x" } } : null,
            DataHeader = ByteString.CopyFrom(h),
            AppMetadata = ByteString.CopyFrom(m),
            DataBody = ByteString.CopyFrom(b),
        };
        var frame = new FlightFrame
        {
            Descriptor = body == 1 ? new FlightDescriptor { Type = FlightDescriptor.Types.DescriptorType.Path, Path = { "x" } } : null,
            Header = h,
            AppMetadata = m,
            Body = [b.AsMemory(0, body / 2), b.AsMemory(body / 2)],
            BodyLength = body,
        };

        byte[] written = Write(frame);
        var read = Read(foreign.ToByteArray());

        Assert.Equal(foreign.ToByteArray(), written);
        Assert.Null(read.Fault);
        Assert.Equal(h, read.Header.ToArray());
        Assert.Equal(m, read.AppMetadata.ToArray());
        Assert.Equal(b, read.Body.SelectMany(part => part.ToArray()).ToArray());
        Assert.Equal(frame.Descriptor, read.Descriptor);
    }

    [Fact]
    public void Fields_that_are_not_known_are_passed_over() =>
        Assert.Equal([7], Read([0x28, 0x96, 0x01, 0x31, 1, 2, 3, 4, 5, 6, 7, 8, 0x3D, 1, 2, 3, 4, 0x4A, 0x02, 9, 9, 0x12, 0x01, 7]).Header.ToArray());

    [Fact]
    public void Damaged_bytes_are_a_fault_of_the_frame_and_never_one_of_the_reader()
    {
        var random = new Random(5);
        byte[] good = Write(new FlightFrame { Descriptor = new FlightDescriptor { Path = { "trips" } }, Header = Bytes(random, 40), Body = [Bytes(random, 60)], BodyLength = 60 });
        int faults = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bad = good[..random.Next(good.Length + 1)];
            for (int k = random.Next(4); k > 0 && bad.Length > 0; k--)
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
            faults += Read(bad).Fault is null ? 0 : 1;
        }
        Assert.True(faults > 10_000);
    }

    private static byte[] Bytes(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Write(FlightFrame frame)
    {
        var context = new Written();
        FrameMarshaller.Instance.ContextualSerializer(frame, context);
        Assert.Equal(context.Length, context.Bytes.WrittenCount);
        return context.Bytes.WrittenSpan.ToArray();
    }

    private static FlightFrame Read(byte[] bytes) => FrameMarshaller.Instance.ContextualDeserializer(new Given(bytes));

    private sealed class Written : SerializationContext
    {
        public ArrayBufferWriter<byte> Bytes { get; } = new();

        public int Length { get; private set; }

        public override void SetPayloadLength(int payloadLength) => Length = payloadLength;

        public override IBufferWriter<byte> GetBufferWriter() => Bytes;

        public override void Complete()
        {
        }
    }

    private sealed class Given(byte[] bytes) : DeserializationContext
    {
        public override int PayloadLength => bytes.Length;

        public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(bytes);
    }
}
