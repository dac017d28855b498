using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Hms.Data.Files;
using Hms.Signal.Randomness;
using Hms.Tests.Support;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;
using Snappier;
using Encoding = Parquet.Meta.Encoding;

namespace Hms.Tests.Data;

/// <summary>Our reader of float pages against Parquet.Net's, bit for bit, and against pages made by hand in the forms that Arrow writes.</summary>
public sealed class ParquetFloatPagesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(CompressionMethod.Snappy, 0, 1000, false)]
    [InlineData(CompressionMethod.Snappy, 1, 1000, false)]
    [InlineData(CompressionMethod.None, 0, 1000, false)]
    [InlineData(CompressionMethod.None, 1, 37, false)]
    [InlineData(CompressionMethod.Snappy, 1, 1, false)]
    [InlineData(CompressionMethod.Snappy, 1, 1000, true)]
    [InlineData(CompressionMethod.None, 0, 8, true)]
    public void TryRead_WrittenByParquetNet_EqualsItsReader(CompressionMethod method, double dictionaryThreshold, int rows, bool required)
    {
        foreach (var (name, values) in Columns(rows, required))
        {
            var path = Write(new ParquetOptions { CompressionMethod = method, DictionaryEncodingThreshold = dictionaryThreshold }, values, required);
            var (read, ours, theirs) = ReadBoth(path)[0];
            Assert.True(read, name);
            Assert.Equal(Bits(theirs), Bits(ours));
        }
    }

    [Fact]
    public void TryRead_GzipOrIntegers_IsLeftToParquetNet()
    {
        Assert.False(ReadBoth(Write(new ParquetOptions { CompressionMethod = CompressionMethod.Gzip }, [1f, 2f], required: false))[0].Read);
        HmsSet.Parquet(_folder["i.parquet"], [HmsSet.Column("x", new[] { 1, 2, 3 })]);
        Assert.False(ReadBoth(_folder["i.parquet"])[0].Read);
        HmsSet.Parquet(_folder["i.parquet"], [HmsSet.Column("x", new[] { 1.0, 2.0, 3.0 })]);
        Assert.False(ReadBoth(_folder["i.parquet"])[0].Read);
    }

    /// <summary>A broken page is refused or gives some values, as with any reader that has no checksum; it never ends in an exception.</summary>
    [Theory]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.None)]
    public void TryRead_AnyBrokenByte_IsRefusedOrRead(CompressionMethod method)
    {
        var path = Write(new ParquetOptions { CompressionMethod = method, DictionaryEncodingThreshold = 1 }, [.. Enumerable.Range(0, 60).Select(i => i % 9 == 0 ? (float?)null : i % 5)], required: false);
        var good = File.ReadAllBytes(path);
        var reader = Open(good);
        using var group = reader.OpenRowGroupReader(1);
        var (random, chunk, values) = (new HashRandom(3), group.GetMetadata(reader.Schema.DataFields[0])!, new float[group.RowCount]);
        using var pages = new ParquetFloatPages();
        var refused = 0;
        for (var i = 0; i < 2000; i++)
        {
            var bytes = (byte[])good.Clone();
            for (var k = 0; k <= i % 3; k++) { bytes[random.NextInt(bytes.Length)] ^= (byte)(1 << random.NextInt(8)); }
            if (!pages.TryRead(bytes, chunk, isNullable: true, values)) { refused++; }
            if (!pages.TryRead(bytes.AsSpan(0, random.NextInt(bytes.Length)), chunk, isNullable: true, values)) { refused++; }
        }
        Assert.InRange(refused, 500, 3500);
    }

    [Fact]
    public void TryRead_RealRecordings_EqualParquetNet()
    {
        foreach (var path in Directory.GetFiles(SharedData.Require("iiic"), "*.parquet", SearchOption.AllDirectories))
        {
            Assert.All(ReadBoth(path).Where(column => column.Theirs.Length > 0), column =>
            {
                Assert.True(column.Read, path);
                Assert.Equal(Bits(column.Theirs), Bits(column.Ours));
            });
        }
    }

    /// <summary>The form of Arrow: a dictionary, pages of indices in runs and packed bits, then plain pages where the dictionary grew too large; statistics in every header.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TryRead_DictionaryThenPlainPages_GivesTheValues(bool snappy)
    {
        var codec = snappy ? CompressionCodec.SNAPPY : CompressionCodec.UNCOMPRESSED;
        float[] dictionary = [0.5f, -1.25f, float.NaN, 3e30f, -0f];
        var column = new List<byte>(new byte[4]);
        column.AddRange(Page(codec, 2, Plain(dictionary), (1, dictionary.Length), (2, (int)Encoding.PLAIN)));
        // 12 rows: a run of 5 present, then packed 1 0 1 1 0 0 1 (and one of padding). 9 present values: three times index 3, then packed 4 0 1 2 4 0 (and two).
        byte[] levels = [5 << 1, 1, (1 << 1) | 1, 0b1001101];
        byte[] indices = [3, 3 << 1, 3, (1 << 1) | 1, .. Packed([4, 0, 1, 2, 4, 0, 0, 0], 3)];
        column.AddRange(Page(codec, 0, [.. Sized(levels), .. indices], (1, 12), (2, (int)Encoding.RLE_DICTIONARY), (3, (int)Encoding.RLE)));
        column.AddRange(Page(codec, 0, [.. Sized([3 << 1, 1]), .. Plain([7f, 8f, 9f])], (1, 3), (2, (int)Encoding.PLAIN), (3, (int)Encoding.RLE)));
        column.AddRange(Page(codec, 0, Sized([2 << 1, 0]), (1, 2), (2, (int)Encoding.PLAIN), (3, (int)Encoding.RLE)));

        var found = new float[17];
        using var pages = new ParquetFloatPages();
        Assert.True(pages.TryRead(CollectionsMarshal.AsSpan(column), Chunk(codec, found.Length), isNullable: true, found));
        var (n, d) = (float.NaN, dictionary);
        Assert.Equal(Bits([d[3], d[3], d[3], d[4], d[0], d[1], n, d[2], d[4], n, n, d[0], 7, 8, 9, n, n]), Bits(found));
    }

    [Fact]
    public void TryRead_IndexBeyondTheDictionary_IsRefused()
    {
        var column = new List<byte>(new byte[4]);
        column.AddRange(Page(CompressionCodec.UNCOMPRESSED, 2, Plain([1f, 2f]), (1, 2), (2, (int)Encoding.PLAIN)));
        column.AddRange(Page(CompressionCodec.UNCOMPRESSED, 0, [2, 4 << 1, 2], (1, 4), (2, (int)Encoding.RLE_DICTIONARY), (3, (int)Encoding.RLE)));
        using var pages = new ParquetFloatPages();
        Assert.False(pages.TryRead(CollectionsMarshal.AsSpan(column), Chunk(CompressionCodec.UNCOMPRESSED, 4), isNullable: false, new float[4]));
        column[^1] = 1;
        var found = new float[4];
        Assert.True(pages.TryRead(CollectionsMarshal.AsSpan(column), Chunk(CompressionCodec.UNCOMPRESSED, 4), isNullable: false, found));
        Assert.Equal([2f, 2f, 2f, 2f], found);
    }

    [Fact]
    public void SnappyBlock_AnyBytes_ComeBack()
    {
        var random = new HashRandom(11);
        for (var i = 0; i < 200; i++)
        {
            var bytes = new byte[random.NextInt(5000) + (i == 0 ? 0 : 1)];
            var variety = 1 + random.NextInt(i % 4 == 0 ? 255 : 6);
            for (var k = 0; k < bytes.Length; k++) { bytes[k] = k > 20 && random.NextInt(3) > 0 ? bytes[k - 1 - random.NextInt(20)] : (byte)random.NextInt(variety); }
            var packed = Snappy.CompressToArray(bytes);
            var found = new byte[bytes.Length];
            Assert.True(SnappyBlock.TryUnpack(packed, found));
            Assert.Equal(bytes, found);
            Assert.False(SnappyBlock.TryUnpack(packed, new byte[bytes.Length + 1]));
            for (var k = 0; k < 20 && packed.Length > 0; k++) // never beyond its target, whatever is broken
            {
                var broken = (byte[])packed.Clone();
                broken[random.NextInt(broken.Length)] ^= (byte)(1 << random.NextInt(8));
                SnappyBlock.TryUnpack(broken.AsSpan(0, random.NextInt(broken.Length + 1)), found);
            }
        }
        Assert.True(SnappyBlock.TryUnpack([0], []));
        Assert.False(SnappyBlock.TryUnpack([], []));
    }

    [Fact]
    public void HybridRuns_PackedBitsOfEveryWidth_ComeBack()
    {
        var random = new HashRandom(12);
        for (var width = 0; width <= 24; width++)
        {
            var values = Enumerable.Range(0, 40).Select(_ => random.NextInt(1 << width)).ToArray();
            byte[] bytes = [(5 << 1) | 1, .. Packed(values, width), .. new byte[HybridRuns.Margin]];
            var found = new int[37];
            Assert.True(HybridRuns.TryUnpack(bytes, width, found));
            Assert.Equal(values[..37], found);
            if (width > 0) { Assert.False(HybridRuns.TryUnpack(bytes.AsSpan(0, bytes.Length - 1), width, found)); }
            Assert.False(HybridRuns.TryUnpack(bytes, width, new int[41]));
        }
    }

    [Fact]
    public void Read_ManyFiles_AllocatesLittle()
    {
        const int BytesForTheFooter = 100_000; // Parquet.Net's description of 20 columns
        var folder = HmsSet.Folder(_folder.Path, HmsSet.Labels());
        var path = HmsSet.Eeg(folder, 1, 10_000);
        float[] buffer = [];
        for (var i = 0; i < 3; i++) { EegFile.Read(path, ref buffer); }
        var before = GC.GetAllocatedBytesForCurrentThread();
        EegFile.Read(path, ref buffer);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, BytesForTheFooter);
    }

    private static IEnumerable<(string, float?[])> Columns(int rows, bool required)
    {
        var random = new HashRandom(1);
        yield return ("noise", [.. Enumerable.Range(0, rows).Select(_ => (float?)random.NextGaussian())]);
        yield return ("few values", [.. Enumerable.Range(0, rows).Select(i => (float?)(i * i % 7))]);
        yield return ("one value", [.. Enumerable.Repeat((float?)-0f, rows)]);
        if (required) { yield break; }
        yield return ("gaps", [.. Enumerable.Range(0, rows).Select(i => i % 5 == 0 || i / 50 % 2 == 1 ? null : (float?)random.NextGaussian())]);
        yield return ("gaps in few values", [.. Enumerable.Range(0, rows).Select(i => random.NextInt(3) == 0 ? null : (float?)(i % 3))]);
        yield return ("all null", new float?[rows]);
        yield return ("NaN and null", [.. Enumerable.Range(0, rows).Select(i => i % 2 == 0 ? null : (float?)float.NaN)]);
    }

    private string Write(ParquetOptions options, float?[] values, bool required)
    {
        var path = _folder["x.parquet"];
        var field = new DataField("x", typeof(float), isNullable: !required);
        using var stream = File.Create(path);
        var writer = ParquetWriter.CreateAsync(new ParquetSchema(field), stream, options).GetAwaiter().GetResult();
        var half = values.Length / 2;
        foreach (var part in (float?[][])[values[..half], values[half..]]) // two row groups
        {
            using var group = writer.CreateRowGroup();
            if (required) { group.WriteAsync<float>(field, part.Select(value => value!.Value).ToArray().AsMemory()).GetAwaiter().GetResult(); }
            else { group.WriteAsync<float>(field, part.AsMemory()).GetAwaiter().GetResult(); }
        }
        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return path;
    }

    /// <summary>Every float column of every row group, by both readers; other columns have no values.</summary>
    private static List<(bool Read, float[] Ours, float[] Theirs)> ReadBoth(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var reader = Open(bytes);
        using var pages = new ParquetFloatPages();
        var columns = new List<(bool, float[], float[])>();
        for (var index = 0; index < reader.RowGroupCount; index++)
        {
            using var group = reader.OpenRowGroupReader(index);
            foreach (var field in reader.Schema.DataFields)
            {
                var (ours, theirs) = (new float[group.RowCount], Array.Empty<float>());
                var read = pages.TryRead(bytes, group.GetMetadata(field)!, field.IsNullable, ours);
                if (field.ClrType == typeof(float)) { theirs = ReadByParquetNet(group, field); }
                columns.Add((read, ours, theirs));
            }
        }
        return columns;
    }

    private static ParquetReader Open(byte[] bytes) => ParquetReader.CreateAsync(new MemoryStream(bytes)).GetAwaiter().GetResult();

    private static float[] ReadByParquetNet(ParquetRowGroupReader group, DataField field)
    {
        if (!field.IsNullable)
        {
            var values = new float[group.RowCount];
            group.ReadAsync<float>(field, values).AsTask().GetAwaiter().GetResult();
            return values;
        }
        var nullable = new float?[group.RowCount];
        group.ReadAsync<float>(field, nullable).AsTask().GetAwaiter().GetResult();
        return [.. nullable.Select(value => value ?? float.NaN)];
    }

    private static int[] Bits(float[] values) => [.. values.Select(value => float.IsNaN(value) ? int.MaxValue : BitConverter.SingleToInt32Bits(value))];

    private static ColumnChunk Chunk(CompressionCodec codec, int values) => new()
    {
        MetaData = new ColumnMetaData { Type = Parquet.Meta.Type.FLOAT, Codec = codec, NumValues = values, DataPageOffset = 4, DictionaryPageOffset = 4 },
    };

    private static byte[] Plain(float[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static byte[] Sized(byte[] bytes)
    {
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        return [.. length, .. bytes];
    }

    private static byte[] Packed(int[] values, int width)
    {
        var bytes = new byte[values.Length * width / 8];
        for (var bit = 0; bit < values.Length * width; bit++) { bytes[bit / 8] |= (byte)((values[bit / width] >> (bit % width) & 1) << (bit % 8)); }
        return bytes;
    }

    /// <summary>A page with its header in Thrift's compact protocol: with a checksum, and with statistics, which a reader has to skip.</summary>
    private static byte[] Page(CompressionCodec codec, int type, byte[] content, params (int Field, int Value)[] inner)
    {
        var packed = codec == CompressionCodec.SNAPPY ? Snappy.CompressToArray(content) : content;
        var header = new List<byte>();
        void Integer(int delta, int value)
        {
            header.Add((byte)(delta << 4 | 5));
            for (var zigzag = (uint)(value << 1 ^ value >> 31); ; zigzag >>= 7)
            {
                if (zigzag < 128) { header.Add((byte)zigzag); return; }
                header.Add((byte)(zigzag | 128));
            }
        }
        Integer(1, type);
        Integer(1, content.Length);
        Integer(1, packed.Length);
        Integer(1, -123456789); // crc, which no reader of ours looks at
        header.Add((byte)((type == 2 ? 3 : 1) << 4 | 12));
        var last = 0;
        foreach (var (field, value) in inner)
        {
            Integer(field - last, value);
            last = field;
        }
        if (type == 0)
        {
            Integer(4 - last, (int)Encoding.RLE); // levels of repetition
            header.AddRange([1 << 4 | 12, 5 << 4 | 8, 3, 1, 2, 3, 1 << 4 | 8, 0, 1 << 4 | 1, 0]); // statistics: two texts and a flag
        }
        header.AddRange([0, 0]);
        return [.. header, .. packed];
    }
}
