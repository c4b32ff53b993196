/// A claim with what a run says of it.
public struct JudgedClaim: Sendable {
    /// The claim.
    public var claim: Claim
    /// What was measured.
    public var judgement: Judgement
    /// Trainings behind it whose loss rose steeply on the way.
    public var spikes: [Spike]
    /// The verdict without the seeds of `spikes`; nil where there are none.
    public var withoutSpikes: Verdict?
    /// Trainings that diverged, so that its numbers know nothing of them.
    public var lost: [LostSeed]
    /// Trainings that diverged and were made again at a smaller learning rate.
    public var retrained: [RetrainedSeed]
    /// The parts whose networks were not trained at one learning rate with every seed.
    public var unequalRates: [UnequalRates] = []
    /// Its entry in the protocol; nil where it is not registered.
    public var registration: ClaimProtocol.Entry?
    /// What is wrong with the tables that it needs; nil where nothing is, also where they are not there yet.
    public var trouble: (any Error)?
    /// Whether tables that it needs are not there, or not yet, so that the run says nothing of it.
    public var isWaiting = false
    /// What a second set of images says of it; nil where there is none.
    public var replication: Replication?
    /// Whether it is itself of a second set of images.
    public var isRepeated = false

    /// A judged claim.
    public init(
        _ claim: Claim, _ judgement: Judgement, spikes: [Spike] = [], withoutSpikes: Verdict? = nil,
        lost: [LostSeed] = [], retrained: [RetrainedSeed] = [], registration: ClaimProtocol.Entry? = nil,
        trouble: (any Error)? = nil
    ) {
        (self.claim, self.judgement, self.spikes, self.withoutSpikes) = (claim, judgement, spikes, withoutSpikes)
        (self.lost, self.retrained) = (lost, retrained)
        (self.registration, self.trouble) = (registration, trouble)
    }

    /// Its anchor on the page.
    public var id: String { claim.id }
    /// Where the paper says it.
    public var section: String { claim.section }
    /// What it says, in our words.
    public var statement: String { claim.statement }
    /// The ids of the figures that show it.
    public var figures: [String] { claim.figures }
    /// In which region the intervals have to lie.
    public var rule: String { claim.rule }
}

/// The verdict on a claim on a second set of images.
public struct Replication: Sendable {
    /// The claim's id there, "sparse2/equally-near".
    public var claim: String
    /// The verdict there.
    public var verdict: Verdict
}
