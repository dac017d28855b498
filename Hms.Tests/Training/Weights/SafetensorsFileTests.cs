using System.Buffers.Binary;
using System.Text;
using Hms.Tests.Support;
using Hms.Training.Weights;

namespace Hms.Tests.Training.Weights;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("f32")]
    [InlineData("f16")]
    [InlineData("bf16")]
    public void Read_EveryFormat_GivesTheValuesOfPython(string key)
    {
        using var file = SafetensorsFile.Open(Path.Combine(AppContext.BaseDirectory, "Golden", "training", "networks", "formats.safetensors"));
        var expected = TrainingGolden.Read("networks/formats").GetProperty(key).Numbers().Select(value => BitConverter.SingleToUInt32Bits((float)value));
        Assert.Equal(expected, file.Read(key).Select(BitConverter.SingleToUInt32Bits)); // bits: minus zero is not zero
        Assert.Equal("pt", file.Metadata["format"]);
    }

    [Fact]
    public void Read_IntegerTensor_IsRefusedByName()
    {
        using var file = SafetensorsFile.Open(Path.Combine(AppContext.BaseDirectory, "Golden", "training", "networks", "formats.safetensors"));
        Assert.Contains("tensor bn.num_batches_tracked is I64", Assert.Throws<SafetensorsException>(() => file.Read("bn.num_batches_tracked")).Message);
        Assert.Contains("has no tensor other", Assert.Throws<SafetensorsException>(() => file.Read("other")).Message);
    }

    [Theory]
    [InlineData("""[1]""", 0, "its header is no JSON object")]
    [InlineData("""{"a":""", 0, "its header is no JSON")]
    [InlineData("""{"a":3}""", 0, "tensor a: its entry must be an object")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4, "tensor a has no dtype")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}""", 4, "tensor a has the unknown dtype 'F8_E4M3'")]
    [InlineData("""{"a":{"dtype":"0","shape":[1],"data_offsets":[0,4]}}""", 4, "unknown dtype '0'")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""", 4, "tensor a has no list shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "shape has -1; whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "shape has 1.5")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, "data_offsets has 1 numbers; it needs 2")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "data_offsets [4, 0] lie outside")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "data_offsets [0, 8] lie outside the 4 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "F32 of shape [3] takes 12 bytes, but data_offsets [0, 8] hold 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,4]}}""", 4, "is too large")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}}""", 4, "has 9 dimensions")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "tensor b begins at byte 4 of the values, inside the tensor before it")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, "bytes 4 to 8 of the values, before tensor b, belong to no tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "its tensors end at byte 4 of the values, but 8 bytes are there")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "it has two tensors named a")]
    [InlineData("""{"__metadata__":{"n":3}}""", 0, "__metadata__ must be an object of texts")]
    public void Open_BrokenHeader_NamesFileAndFault(string header, int dataBytes, string expected)
    {
        var path = Write(Encoding.UTF8.GetBytes(header), dataBytes);
        var error = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path));
        Assert.Contains(path, error.Message);
        Assert.Contains(expected, error.Message);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(3UL)]
    [InlineData((ulong)SafetensorsFile.MaximumHeaderBytes + 1)]
    public void Open_HeaderLongerThanTheFile_IsRefusedBeforeItIsRead(ulong length)
    {
        var bytes = new byte[10];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        File.WriteAllBytes(_folder["long"], bytes);
        Assert.Contains($"a header of {length} bytes, but at most 2 fit", Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(_folder["long"])).Message);
    }

    [Fact]
    public void Open_AbsentOrTinyFile_SaysSo()
    {
        Assert.Contains("cannot be opened", Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(_folder["absent"])).Message);
        File.WriteAllBytes(_folder["tiny"], [1, 2, 3]);
        Assert.Contains("it has 3 bytes", Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(_folder["tiny"])).Message);
    }

    [Fact]
    public void Open_AnyByteChangedOrCut_OpensOrIsRefusedButNeverBreaks()
    {
        var sound = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "training", "networks", "formats.safetensors"));
        var random = new Hms.Signal.Randomness.HashRandom(3);
        for (var trial = 0; trial < 500; trial++)
        {
            var bytes = sound.AsSpan(0, trial % 2 == 0 ? sound.Length : random.NextInt(sound.Length)).ToArray();
            for (var change = 0; change < 3 && bytes.Length > 0; change++) { bytes[random.NextInt(bytes.Length)] = (byte)random.NextInt(256); }
            File.WriteAllBytes(_folder["changed"], bytes);
            try
            {
                using var file = SafetensorsFile.Open(_folder["changed"]);
                foreach (var entry in file.Entries.Values.Where(entry => entry.Type is SafetensorsType.F32 or SafetensorsType.F16 or SafetensorsType.BF16)) { Assert.Equal(entry.Count, file.Read(entry.Key).LongLength); }
            }
            catch (SafetensorsException exception) { Assert.Contains(_folder["changed"], exception.Message); }
        }
    }

    private string Write(byte[] header, int dataBytes)
    {
        var path = _folder["broken.safetensors"];
        using var stream = File.Create(path);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        stream.Write(new byte[dataBytes]);
        return path;
    }
}
