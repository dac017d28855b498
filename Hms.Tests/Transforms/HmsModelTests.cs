using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hms.Signal.Randomness;
using Hms.Tests.Support;
using Hms.Transforms;
using Hms.Transforms.Mapping;
using Hms.Transforms.Models;
using Hms.Transforms.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

public sealed class HmsModelTests : IDisposable
{
    private const int Flips = 2000;
    private readonly TempFolder _folder = new();
    private readonly string _path;
    private readonly string _sha256;
    private readonly float[][] _scores;

    public HmsModelTests()
    {
        _path = _folder["model.zip"];
        _scores = ModelFixture.Save(_path, out _sha256);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_SavedModel_PredictsTheSame()
    {
        using var model = HmsModel.Load(_path, new HmsModelLoadOptions { ExpectedSha256 = _sha256.ToUpperInvariant() });
        Assert.Equal(_scores, Rows.Vectors(model.Score(ModelFixture.Table()), "Score"));
        Assert.Equal(_sha256, model.Sha256);
        Assert.Equal("Eeg", Assert.Single(model.InputSchema).Name);
    }

    [Fact]
    public void Load_Manifest_SaysWhatWasSaved()
    {
        using var model = HmsModel.Load(_path);
        var column = Assert.Single(model.Manifest.InputColumns);
        Assert.Equal(("Eeg", 20, 600, 200f, "EKG"), (column.Name, column.Dimensions[0], column.Dimensions[1], column.SampleRateHz, column.ChannelNames![^1]));
        Assert.Equal(3, model.Manifest.Windowing!["durationSeconds"]!.GetValue<int>());
        Assert.Equal(ulong.MaxValue, model.Manifest.Seeds["experiment"]);
        Assert.Equal(0.51234567890123, model.Manifest.Metrics["meanKl"]);
        Assert.Equal(["Hms", "Microsoft.ML", "Microsoft.ML.OnnxRuntime"], model.Manifest.Packages.Keys);
        Assert.Contains(model.Manifest.Entries, entry => entry.Name.EndsWith("model.onnx", StringComparison.Ordinal));
    }

    [Fact]
    public void Save_SameModelTwice_GivesTheSameBytes()
    {
        ModelFixture.Save(_folder["again.zip"], out var again);
        Assert.Equal(_sha256, again);
        Assert.Equal(["again.zip", "model.zip"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void MLNetLoad_SavedModel_PredictsTheSame()
    {
        var model = new MLContext(2).UseHms().UseHms().Model.Load(_path, out var schema);
        Assert.Equal(_scores, Rows.Vectors(model.Transform(ModelFixture.Table()), "Score"));
        Assert.Equal(200f, ColumnAnnotations.GetSampleRateHz(schema["Eeg"]));
    }

    [Fact]
    public void Load_SingleBitFlips_RefusesEveryOne()
    {
        var file = File.ReadAllBytes(_path);
        var random = new HashRandom(SeedHash.Derive(7, "flips"));
        for (var i = 0; i < Flips; i++)
        {
            var bit = random.NextInt(file.Length * 8);
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(_folder["flipped.zip"], file);
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<ModelFileException>(() => HmsModel.Load(_folder["flipped.zip"]));
        }
        File.WriteAllBytes(_folder["flipped.zip"], file);
        using var model = HmsModel.Load(_folder["flipped.zip"]);
        Assert.Equal(_scores, Rows.Vectors(model.Score(ModelFixture.Table()), "Score"));
    }

    [Fact]
    public void Load_RepackedFile_IsRefusedBySeal() => Assert.Contains("at its end", Damage(_ => { }).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_OtherFileThanExpected_Refuses()
    {
        var error = Assert.Throws<ModelFileException>(() => HmsModel.Load(_path, new HmsModelLoadOptions { ExpectedSha256 = new string('0', 64) }));
        Assert.Contains(_sha256, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_EntryAdded_NamesIt() => Assert.Equal("evil.dll", Damage(entries => entries.Add(("evil.dll", [1, 2, 3]))).Entry);

    [Fact]
    public void Load_EntryTwice_NamesIt() => Assert.Contains("twice", Damage(entries => entries.Add(entries[^1])).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_EntryAbsent_NamesIt()
    {
        var error = Damage(entries => entries.RemoveAll(entry => entry.Name.EndsWith("model.onnx", StringComparison.Ordinal)));
        Assert.EndsWith("model.onnx", error.Entry, StringComparison.Ordinal);
    }

    [Theory, InlineData("../up.txt"), InlineData("/rooted.txt"), InlineData("a/../b"), InlineData("a//b"), InlineData("C:/x"), InlineData("a/./b"), InlineData("tail/")]
    public void Load_PathTrick_Refuses(string name) => Assert.Contains("plain", Damage(entries => entries.Add((name, [1]))).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_EntryChanged_NamesIt()
    {
        var error = Damage(entries => entries.Single(entry => entry.Name.EndsWith("model.onnx", StringComparison.Ordinal)).Bytes[99] ^= 4);
        Assert.EndsWith("model.onnx", error.Entry, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ManifestChanged_NamesIt() =>
        Assert.Equal("manifest.json", Damage(entries => entries.Single(entry => entry.Name == "manifest.json").Bytes[20] ^= 1).Entry);

    [Fact]
    public void Load_NewerFormat_SaysSo()
    {
        var error = Forge(manifest => manifest["formatVersion"] = 2, (_, bytes) => bytes);
        Assert.Contains("format version 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ForgedLoaderAssembly_IsNotLoaded()
    {
        var (from, to) = (Encoding.Unicode.GetBytes("Hms.Transforms"), Encoding.Unicode.GetBytes("Evl.Transforms"));
        var error = Forge(_ => { }, (name, bytes) => name.EndsWith("Model.key", StringComparison.Ordinal) ? Replace(bytes, from, to) : bytes);
        Assert.Contains("'Evl.Transforms'", error.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("CustomTransformer"), InlineData(" CUSTOMtransformer")]
    public void Load_ForgedCustomMapping_IsRefused(string loader)
    {
        var (from, to) = (Encoding.ASCII.GetBytes("HmsStep".PadRight(24, '\0')), Encoding.ASCII.GetBytes(loader.PadRight(24, '\0')));
        var error = Forge(_ => { }, (name, bytes) => name.EndsWith("Model.key", StringComparison.Ordinal) ? Replace(bytes, from, to) : bytes);
        Assert.Contains("custom mapping", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_CustomMapping_IsRefused()
    {
        var context = new MLContext(1);
        var model = context.Transforms.CustomMapping<MappingInput, MappingOutput>((input, output) => output.Doubled = 2 * input.VoteCount, "double").Fit(ModelFixture.Table());
        var error = Assert.Throws<ModelFileException>(() => HmsModel.Save(_folder["custom.zip"], context, model, ModelFixture.Table().Schema, ModelFixture.Manifest));
        Assert.Contains("custom mapping", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["custom.zip"]));
    }

    [Theory, InlineData("entries"), InlineData("inputColumns"), InlineData("classNames")]
    public void Load_ManifestWithNullElement_IsRefused(string list)
    {
        var error = Forge(manifest => manifest[list] = new JsonArray((JsonNode?)null), (_, bytes) => bytes);
        Assert.Equal("manifest.json", error.Entry);
        Assert.Contains(list, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ManifestOfOtherColumns_IsRefused()
    {
        var error = Forge(manifest => manifest["inputColumns"]![0]!["sampleRateHz"] = 100, (_, bytes) => bytes);
        Assert.Contains("100 Hz", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_LargerThanAllowed_Refuses() =>
        Assert.Contains("MaximumBytes", Assert.Throws<ModelFileException>(() => HmsModel.Load(_path, new HmsModelLoadOptions { MaximumBytes = 1000 })).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_PlainMLNetModel_SaysHowToLoadIt()
    {
        new MLContext(1).Model.Save(ModelFixture.Fit(ModelFixture.Table()), ModelFixture.Table().Schema, _folder["plain.zip"]);
        Assert.Contains("manifest.json", Assert.Throws<ModelFileException>(() => HmsModel.Load(_folder["plain.zip"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoZip_Refuses()
    {
        File.WriteAllText(_folder["text.zip"], "this is not a model");
        Assert.Throws<ModelFileException>(() => HmsModel.Load(_folder["text.zip"]));
    }

    [Fact]
    public void Score_OtherWindowLength_RefusesBeforeReading()
    {
        using var model = HmsModel.Load(_path);
        var table = new TestTable(TestColumn.Waves("Eeg", [20, 500], 2));
        var error = Assert.Throws<ColumnMismatchException>(() => model.Score(table));
        Assert.Contains("[20, 600]", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, table.Reads);
    }

    [Fact]
    public void Score_OtherSampleRate_RefusesBeforeReading() =>
        Assert.Contains("250 Hz; the model was trained on 200 Hz", Refusal(Eeg with { SampleRateHz = 250 }), StringComparison.Ordinal);

    [Fact]
    public void Score_ChannelsInOtherOrder_RefusesBeforeReading()
    {
        string[] swapped = [.. Eeg.ChannelNames!];
        (swapped[2], swapped[3]) = (swapped[3], swapped[2]);
        Assert.Contains($"has '{swapped[2]}' as channel 2; the model was trained on '{swapped[3]}' there", Refusal(Eeg with { ChannelNames = swapped }), StringComparison.Ordinal);
    }

    [Fact]
    public void Score_ColumnWithoutAnnotations_IsScored()
    {
        using var model = HmsModel.Load(_path);
        Assert.Equal(_scores, Rows.Vectors(model.Score(new TestTable(Eeg with { ChannelNames = null, SampleRateHz = null })), "Score"));
    }

    [Fact]
    public void Save_ManifestOfOtherColumns_Refuses()
    {
        var table = ModelFixture.Table();
        var manifest = ModelFixture.Manifest with { InputColumns = [new ManifestColumn("Eeg", [20, 600], null, 100)] };
        var error = Assert.Throws<ColumnMismatchException>(() => HmsModel.Save(_folder["other.zip"], new MLContext(1), ModelFixture.Fit(table), table.Schema, manifest));
        Assert.Contains("100 Hz", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_ChainOfAnyType_LeavesTrainingStepsOut()
    {
        var table = ModelFixture.Table();
        var steps = new MLContext(1).Transforms;
        var inner = new EstimatorChain<ITransformer>().Append(steps.ClipValues("Votes", 0.3f, 0.4f), TransformerScope.Training).Append(steps.NormalizeInstance("Votes"));
        var chain = new EstimatorChain<ITransformer>().Append(steps.RebalanceClasses(), TransformerScope.Training).Append(inner).Fit(table);
        HmsModel.Save(_folder["chain.zip"], new MLContext(1), chain, table.Schema, ModelFixture.Manifest);
        using var model = HmsModel.Load(_folder["chain.zip"]);
        var expected = Rows.Vectors(steps.NormalizeInstance("Votes").Fit(table).Transform(table), "Votes");
        Assert.Equal(expected, Rows.Vectors(model.Score(table), "Votes"));
    }

    [Fact]
    public void Load_InAnotherProcess_PredictsTheSame()
    {
        ChildProcess.Run(nameof(ChildScores), _path, _folder["scores.json"]);
        var scores = JsonSerializer.Deserialize<float[][]>(File.ReadAllText(_folder["scores.json"]))!;
        Assert.Equal(_scores.Length, scores.Length);
        Assert.All(_scores.Zip(scores), pair => Assert.All(pair.First.Zip(pair.Second), p => Assert.Equal(p.First, p.Second, 1e-6f)));
    }

    /// <summary>Runs in the child process of <see cref="Load_InAnotherProcess_PredictsTheSame"/>.</summary>
    internal static void ChildScores(string modelPath, string outputPath)
    {
        using var model = HmsModel.Load(modelPath);
        File.WriteAllText(outputPath, JsonSerializer.Serialize(Rows.Vectors(model.Score(ModelFixture.Table()), "Score")));
    }

    [Fact]
    public void Schema_InRepository_EqualsTheTypes()
    {
        var file = Path.Combine(Repository.Root, "data-schemas", "model-manifest.schema.json");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(file)), ModelManifest.ToJsonSchema()), $"{file} should be:\n{ModelManifest.ToJsonSchema()}");
    }

    [Fact]
    public async Task Schema_SavedManifest_IsValid()
    {
        var schema = await NJsonSchema.JsonSchema.FromJsonAsync(ModelManifest.ToJsonSchema().ToJsonString(), TestContext.Current.CancellationToken);
        var manifest = Encoding.UTF8.GetString(ModelFiles.Read(File.ReadAllBytes(_path)).Single(entry => entry.Name == "manifest.json").Bytes)
            .Replace("18446744073709551615", "7", StringComparison.Ordinal); // NJsonSchema cannot hold 64 unsigned bits.
        Assert.Empty(schema.Validate(manifest));
        Assert.NotEmpty(schema.Validate(manifest.Replace("\"classNames\"", "\"className\"", StringComparison.Ordinal)));
    }

    private static TestColumn Eeg =>
        TestColumn.Waves("Eeg", [20, 600], ModelFixture.RowCount) with { ChannelNames = [.. Hms.Signal.Montages.Electrodes.HmsOrder], SampleRateHz = 200 };

    private string Refusal(TestColumn column)
    {
        using var model = HmsModel.Load(_path);
        var table = new TestTable(column);
        var error = Assert.Throws<ColumnMismatchException>(() => model.Score(table));
        Assert.Equal(("Eeg", 0), (error.Column, table.Reads));
        return error.Message;
    }

    private ModelFileException Damage(Action<List<(string Name, byte[] Bytes)>> edit)
    {
        var entries = ModelFiles.Read(File.ReadAllBytes(_path));
        edit(entries);
        File.WriteAllBytes(_folder["damaged.zip"], ModelFiles.Write(entries));
        return Assert.Throws<ModelFileException>(() => HmsModel.Load(_folder["damaged.zip"]));
    }

    /// <summary>Changes entries and makes every checksum fit again, as a forger would.</summary>
    private ModelFileException Forge(Action<JsonObject> editManifest, Func<string, byte[], byte[]> edit)
    {
        var entries = ModelFiles.Read(File.ReadAllBytes(_path)).Select(entry => (entry.Name, Bytes: edit(entry.Name, entry.Bytes))).ToList();
        var manifest = JsonNode.Parse(entries.Single(entry => entry.Name == "manifest.json").Bytes)!.AsObject();
        foreach (var declared in manifest["entries"]!.AsArray())
        {
            declared!["sha256"] = ModelFiles.Sha256(entries.Single(entry => entry.Name == declared["name"]!.GetValue<string>()).Bytes);
        }
        editManifest(manifest);
        var json = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        entries.RemoveAll(entry => entry.Name is "manifest.json" or "manifest.sha256");
        entries.Add(("manifest.json", json));
        entries.Add(("manifest.sha256", Encoding.ASCII.GetBytes($"{ModelFiles.Sha256(json)}  manifest.json\n")));
        File.WriteAllBytes(_folder["forged.zip"], ModelFiles.Seal(ModelFiles.Write(entries, new string('0', 71))));
        return Assert.Throws<ModelFileException>(() => HmsModel.Load(_folder["forged.zip"]));
    }

    private static byte[] Replace(byte[] bytes, byte[] from, byte[] to)
    {
        var index = bytes.AsSpan().IndexOf(from);
        if (index >= 0) { to.CopyTo(bytes, index); }
        return bytes;
    }

    private sealed class MappingInput
    {
        public float VoteCount { get; set; }
    }

    private sealed class MappingOutput
    {
        public float Doubled { get; set; }
    }
}
