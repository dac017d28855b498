using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hms.Tests.Support;
using Hms.Transforms;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Tests.Transforms;

public sealed partial class StepContractTests
{
    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void Save_LoadedAgain_GivesTheSame(string name)
    {
        var step = StepCase.Get(name);
        var loaded = Load(Save(step.Fitted, step.Table.Schema));
        Assert.IsType(step.Fitted.GetType(), loaded);
        Assert.Equal(Rows.Values(step.Fitted.Transform(step.Table), step.Output), Rows.Values(loaded.Transform(step.Table), step.Output));
        Assert.Equal(Written(step.Fitted, step.Table.Schema), Written(loaded, step.Table.Schema));
    }

    [Fact]
    public void Save_LoadedInAnotherProcess_GivesTheSame()
    {
        using var folder = new TempFolder();
        foreach (var step in StepCase.All) { File.WriteAllBytes(folder[$"{step.Name}.zip"], Save(step.Fitted, step.Table.Schema)); }
        ChildProcess.Run(nameof(ChildTransforms), folder.Path);
        foreach (var step in StepCase.All)
        {
            var expected = Rows.Values(step.Fitted.Transform(step.Table), step.Output);
            var actual = JsonSerializer.Deserialize<float[][]>(File.ReadAllText(folder[$"{step.Name}.json"]), HmsJson.Options)!;
            Assert.Equal(expected.Length, actual.Length);
            Assert.All(expected.Zip(actual), row => Assert.All(row.First.Zip(row.Second), pair => Assert.Equal(pair.First, pair.Second, step.ProcessTolerance)));
        }
    }

    /// <summary>Runs in the child process of <see cref="Save_LoadedInAnotherProcess_GivesTheSame"/>: every step of every case, loaded from its file.</summary>
    internal static void ChildTransforms(string folder)
    {
        foreach (var step in StepCase.All)
        {
            var loaded = Load(File.ReadAllBytes(Path.Combine(folder, $"{step.Name}.zip")));
            File.WriteAllText(Path.Combine(folder, $"{step.Name}.json"), JsonSerializer.Serialize(Rows.Values(loaded.Transform(step.Table), step.Output), HmsJson.Options));
        }
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void Save_OptionsEntry_IsReadableJson(string name)
    {
        var step = StepCase.Get(name);
        var json = Options(step.Fitted, step);
        Assert.Equal(StepRegistry.VersionOf(json["step"]!.GetValue<string>()), json["version"]!.GetValue<int>());
        Assert.NotNull(json["options"]);
        Assert.Equal(2, Payload(step.Fitted, step.Table.Schema).Count(entry => !entry.Name.EndsWith(".onnx", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void Save_OptionsEntry_RoundTripsToEqualOptions(string name)
    {
        var step = StepCase.Get(name);
        if (step.Fitted.GetType().GetProperty("Options")?.GetValue(step.Fitted) is not { } options) { return; }
        var written = HmsJson.ToObject(options);
        var read = written.Deserialize(options.GetType(), HmsJson.Options)!;
        Assert.True(JsonNode.DeepEquals(written, HmsJson.ToObject(read)));
        Assert.True(JsonNode.DeepEquals(written, Options(step.Fitted, step)["options"]));
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void Load_PayloadChanged_Refuses(string name)
    {
        var step = StepCase.Get(name);
        var saved = Save(step.Fitted, step.Table.Schema);
        foreach (var entry in new[] { "options.json", "checksum.sha256" })
        {
            var damaged = ModelFiles.Edit(saved, file => file.EndsWith(entry, StringComparison.Ordinal), bytes => bytes[^3] ^= 1);
            Assert.Contains("damaged", Refusal(damaged).Message, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void Load_NewerVersion_Refuses(string name)
    {
        var step = StepCase.Get(name);
        var saved = Edit(step, json => json["version"] = json["version"]!.GetValue<int>() + 1);
        Assert.Contains("newer", Refusal(saved).Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void Load_UnknownMember_IsRefusedByName(string name)
    {
        var step = StepCase.Get(name);
        var saved = Edit(step, json => json["options"]!["smell"] = 3);
        Assert.Contains("smell", Refusal(saved).Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(StepCase.AllNames), MemberType = typeof(StepCase))]
    public void Load_OlderVersions_AllHaveAnUpgrade(string name)
    {
        var step = StepCase.Get(name);
        var kind = Options(step.Fitted, step)["step"]!.GetValue<string>();
        Assert.Equal(Enumerable.Range(1, StepRegistry.VersionOf(kind) - 1), StepRegistry.UpgradesOf(kind));
    }

    /// <summary>The saved step with another options.json and a checksum that fits it.</summary>
    private static byte[] Edit(StepCase step, Action<JsonObject> edit) => ModelFiles.WithOptions(Save(step.Fitted, step.Table.Schema), bytes =>
    {
        var json = JsonNode.Parse(bytes)!.AsObject();
        edit(json);
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    });

    /// <summary>What our loader threw below ML.NET's own exceptions.</summary>
    private static ModelFileException Refusal(byte[] file)
    {
        var error = Assert.ThrowsAny<Exception>(() => Load(file));
        return Assert.IsType<ModelFileException>(error.GetBaseException() as ModelFileException ?? error.InnerException);
    }
}
