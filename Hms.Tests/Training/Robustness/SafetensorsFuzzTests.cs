using Hms.Tests.Data.Robustness;
using Hms.Tests.Support;
using Hms.Training.Weights;

namespace Hms.Tests.Training.Robustness;

public sealed class SafetensorsFuzzTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_DamagedFile_ReadsOrSaysWhatIsWrong()
    {
        var good = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "training", "networks", "formats.safetensors"));
        void Read(byte[] bytes)
        {
            File.WriteAllBytes(_folder["x"], bytes);
            using var file = SafetensorsFile.Open(_folder["x"]);
            foreach (var (key, entry) in file.Entries)
            {
                if (entry.Type is SafetensorsType.F32 or SafetensorsType.F16 or SafetensorsType.BF16) { file.Read(key); }
            }
        }
        new FuzzRun("safetensors", isText: true, typeof(SafetensorsException)).Run([good], FuzzRun.Mutations(10_000), Read);
        new FuzzRun("truncated safetensors", isText: false, typeof(SafetensorsException)).RunEach(FuzzRun.Truncations(good, 8), Read);
    }
}
