using System.Text;
using Hms.Experiments;
using Hms.Experiments.Commands.Studies;
using Hms.Tests.Data.Robustness;
using Hms.Tests.Support;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Tests.Experiments.Robustness;

public sealed class StudyDocumentFuzzTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Import_DamagedFile_ReadsOrSaysWhatIsWrong()
    {
        var good = Study();
        var run = new FuzzRun("study JSON", isText: true, typeof(UserErrorException), typeof(StudyException));
        run.Run([good], FuzzRun.Mutations(4000), Read);
        new FuzzRun("truncated study JSON", isText: true, typeof(UserErrorException)).RunEach(FuzzRun.Truncations(good), Read);
    }

    /// <summary>Files that broke the reader once: Golden/regressions/SOURCE.md.</summary>
    [Theory]
    [InlineData("parameter-without-distribution.json")]
    [InlineData("half-a-surrogate.json")]
    public void Import_FileThatBrokeTheReader_IsRefused(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", "regressions", "study-json", name);
        Assert.StartsWith(path + " is no exported study", Assert.Throws<UserErrorException>(() => StudyDocument.Read(path).ToCopy(path)).Message);
    }

    private void Read(byte[] bytes)
    {
        var path = _folder["study.json"];
        File.WriteAllBytes(path, bytes);
        StudyDocument.Read(path).ToCopy(path);
    }

    private byte[] Study()
    {
        var space = new SearchSpace(new SearchParameter("lr", new FloatDistribution(1e-5, 1, Log: true)), new SearchParameter("depth", new IntDistribution(1, 9, Step: 2)), new SearchParameter("model", new CategoricalDistribution(null, true, 1, 2.5, "é")));
        var values = space.Bind(new Dictionary<string, object?> { ["lr"] = 0.0123, ["depth"] = 7, ["model"] = null });
        var trial = new Trial
        {
            Id = 1, Number = 0, State = TrialState.Complete, Attempt = 1, Owner = "w", StartedAt = DateTimeOffset.UnixEpoch, CompletedAt = DateTimeOffset.UnixEpoch.AddSeconds(3), Values = [0.5], Parameters = values,
            IntermediateValues = System.Collections.Immutable.ImmutableSortedDictionary<int, double>.Empty.Add(0, 0.7).Add(1, 0.5),
        };
        var copy = new StudyCopy
        {
            Name = "s", Directions = [StudyDirection.Minimize],
            Identity = new StudyIdentity { Name = "s", Directions = [StudyDirection.Minimize], Seed = 7, Parallelism = 2, Order = SweepOrder.Deterministic, ConfigurationHash = "abc", Space = space },
            UserAttributes = new Dictionary<string, string> { ["note"] = "\"x\"" }, SystemAttributes = new Dictionary<string, string>(),
            Trials = [new TrialCopy(trial) { SystemAttributes = new Dictionary<string, string>(), Rows = new Dictionary<int, float[]> { [0] = [1f, 2f] }, Attempts = [] }],
        };
        StudyDocument.Of(copy).Write(_folder["good.json"]);
        return File.ReadAllBytes(_folder["good.json"]);
    }
}
