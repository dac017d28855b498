using System.Text;
using System.Text.Json.Nodes;
using Hms.Tests.Data.Robustness;
using Hms.Tests.Support;
using Hms.Transforms.Models;
using Hms.Transforms.Persistence;

namespace Hms.Tests.Transforms.Robustness;

public sealed class ModelFuzzTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly byte[] _good;

    public ModelFuzzTests()
    {
        ModelFixture.Save(_folder["good.zip"], out _);
        _good = File.ReadAllBytes(_folder["good.zip"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_DamagedFile_IsRefused()
    {
        var run = new FuzzRun("model .zip", isText: false, typeof(ModelFileException));
        run.Run([_good], FuzzRun.Mutations(10_000), Load);
        new FuzzRun("truncated model .zip", isText: false, typeof(ModelFileException)).RunEach(FuzzRun.Truncations(_good), Load);
    }

    /// <summary>With hashes that fit, as a forger would make them: the manifest itself must hold.</summary>
    [Fact]
    public void Load_DamagedManifestUnderFittingHashes_IsRefusedOrLoads()
    {
        var entries = ModelFiles.Read(_good);
        var manifest = entries.Single(entry => entry.Name == "manifest.json").Bytes;
        var small = Encoding.UTF8.GetBytes(JsonNode.Parse(manifest)!.ToJsonString());
        entries.RemoveAll(entry => entry.Name is "manifest.json" or "manifest.sha256");
        new FuzzRun("model manifest", isText: true, typeof(ModelFileException)).Run([manifest, small], FuzzRun.Mutations(1000), json =>
        {
            (string, byte[])[] forged = [.. entries, ("manifest.json", json), ("manifest.sha256", Encoding.ASCII.GetBytes($"{ModelFiles.Sha256(json)}  manifest.json\n"))];
            Load(ModelFiles.Seal(ModelFiles.Write(forged, new string('0', 71))));
        });
    }

    /// <summary>300 kB that unpack to 300 MB under hashes that fit.</summary>
    [Fact]
    public void Load_ZipBomb_IsRefusedWithoutUnpackingIt()
    {
        const int Unpacked = 300 << 20;
        var bomb = new byte[Unpacked];
        var entries = ModelFiles.Read(_good);
        var manifest = JsonNode.Parse(entries.Single(entry => entry.Name == "manifest.json").Bytes)!;
        manifest["entries"]!.AsArray().Add(new JsonObject { ["name"] = "bomb", ["length"] = Unpacked, ["sha256"] = ModelFiles.Sha256(bomb) });
        var json = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        entries.RemoveAll(entry => entry.Name is "manifest.json" or "manifest.sha256");
        (string, byte[])[] forged = [.. entries, ("bomb", bomb), ("manifest.json", json), ("manifest.sha256", Encoding.ASCII.GetBytes($"{ModelFiles.Sha256(json)}  manifest.json\n"))];
        var file = ModelFiles.Seal(ModelFiles.Write(forged, new string('0', 71)));
        new FuzzRun("model .zip", isText: false, typeof(ModelFileException)).RunEach([file], Load);
        Assert.Contains("no model packs so well", Assert.Throws<ModelFileException>(() => Load(file)).Message);
    }

    [Fact]
    public void Load_FolderInPlaceOfAModel_NamesIt() => Assert.Contains("cannot be read", Assert.Throws<ModelFileException>(() => HmsModel.Load(_folder.Path)).Message);

    private void Load(byte[] bytes)
    {
        File.WriteAllBytes(_folder["model.zip"], bytes);
        HmsModel.Load(_folder["model.zip"]).Dispose();
    }
}
