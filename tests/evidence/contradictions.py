"""Pairs of sentences that contradict each other, and pairs that only look as if they did.

Those of Reed and Mora were in sight when the rules were written; those of Bell and Diaz were written after
them and tried once: 22 of 25 were found then, and 24 of 25 passed over.
"""

CONTRADICTIONS = """
The mediator said the union had accepted the pay scale.
    The employer said the union had turned down the pay scale.
The mediator said both delegations had initialled the annex.
    Rosa Lind said neither delegation had initialled the annex.
Paul Reed said the bank lent the town 12 million euros.
    Carla Mora said the bank lent the town 9 million euros.
Paul Reed said the ferry would run every day in winter.
    Carla Mora said the ferry would not run in winter.
Paul Reed said the landlord refused to repair the roof.
    Carla Mora said the landlord had repaired the roof.
Paul Reed said the landlord agreed to repair the roof.
    Carla Mora said the landlord refused to repair the roof.
Paul Reed said the firm failed to deliver the turbines on time.
    Carla Mora said the firm delivered the turbines on time.
Paul Reed said the ministry had ruled out a new tax on fuel.
    Carla Mora said the ministry wanted a new tax on fuel.
Paul Reed said all prisoners had been released by Sunday.
    Carla Mora said only a few prisoners had been released by Sunday.
Paul Reed said the army had left the valley.
    Carla Mora said the army was still in the valley and had never left the valley.
Paul Reed said the pipeline would cost 300 million dollars.
    Carla Mora said the pipeline would cost at least 500 million dollars.
Paul Reed said the talks lasted six hours.
    Carla Mora said the talks lasted less than two hours.
“We never asked for a veto,” said Paul Reed.
    “They asked for a veto on day one,” said Carla Mora.
Paul Reed said the water in the lake was safe to drink.
    Carla Mora said the water in the lake was anything but safe to drink.
Paul Reed said exports to the north had risen.
    Carla Mora said exports to the north had fallen.
Paul Reed said two thirds of the council backed the merger.
    Carla Mora said half of the council backed the merger.
Paul Reed denied that the clinic had received the letter.
    Carla Mora said the clinic had received the letter.
Paul Reed said the guild no longer wanted a strike.
    Carla Mora said the guild wanted a strike.
Paul Reed said the inspectors had visited every site.
    Carla Mora said the inspectors had been kept from visiting the site.
Paul Reed said the council supported the new port.
    Carla Mora said the council opposed the new port.
The yard refused to sell the dock, Paul Reed said.
    The yard was ready to sell the dock, Carla Mora said.
Paul Reed said nobody had been hurt in the fire at the depot.
    Carla Mora said four people had been hurt in the fire at the depot.
Paul Reed said the treaty banned nets longer than 50 metres.
    Carla Mora said the treaty did not ban nets longer than 50 metres.
Paul Reed said the company would keep the plant in Lund open.
    Carla Mora said the company would close the plant in Lund.
Paul Reed said the tenants had paid the rent in full.
    Carla Mora said the tenants had paid part of the rent.
Paul Reed said the deal was legal under the charter.
    Carla Mora said the deal was illegal under the charter.
Paul Reed said on Monday that the club would sign the goalkeeper.
    Paul Reed said on Monday that the club would not sign the goalkeeper.
Paul Reed said the rebels withdrew their demand for a ministry.
    Carla Mora said the rebels had renewed their demand for a ministry.
Paul Reed said the envoy met the president twice.
    Carla Mora said the envoy never met the president.
Paul Reed said that the mine employed 800 workers.
    Carla Mora said Reed had exaggerated the number of workers at the mine.
Ann Bell said the airline had cancelled all flights to Oslo.
    Omar Diaz said the airline had cancelled a few flights to Oslo.
Ann Bell said the museum would return the bronze heads.
    Omar Diaz said the museum declined to return the bronze heads.
“The reactor was switched off in time,” said Ann Bell.
    “The reactor was not switched off in time,” said Omar Diaz.
Ann Bell said the fund invested 40 million crowns in the mill.
    Omar Diaz said the fund invested no more than 25 million crowns in the mill.
Ann Bell said the senate had passed the water bill.
    Omar Diaz said the senate had never passed the water bill.
Ann Bell said the hospital had hired 90 nurses since June.
    Omar Diaz said the hospital had hired 30 nurses since June.
Ann Bell said the contractor neglected to insure the crane.
    Omar Diaz said the contractor had insured the crane.
Ann Bell said the coalition would extend the lease of the airfield.
    Omar Diaz said the coalition had ruled out extending the lease of the airfield.
Ann Bell said the farmers won the case about the canal.
    Omar Diaz said the farmers lost the case about the canal.
Ann Bell said no tests had been done on the bridge.
    Omar Diaz said tests had been done on the bridge.
Ann Bell denied that the choir had been paid.
    Omar Diaz said the choir had been paid.
Ann Bell said the ship carried grain for Tunis.
    Omar Diaz said the ship carried no grain for Tunis.
Ann Bell said the court had jurisdiction over the strait.
    Omar Diaz said the court lacked jurisdiction over the strait.
Ann Bell said a quarter of the pupils had fallen ill.
    Omar Diaz said half of the pupils had fallen ill.
Ann Bell said the sisters had signed the will.
    Omar Diaz said neither of the sisters had signed the will.
Ann Bell said the ambassador had been told of the plan.
    Omar Diaz said the ambassador had not been told of the plan.
Ann Bell said the orchestra would perform without a conductor.
    Omar Diaz said the orchestra refused to perform without a conductor.
Ann Bell said the tunnel would be finished in three years.
    Omar Diaz said the tunnel would be finished in eight years.
Ann Bell said the new rules were acceptable to the growers.
    Omar Diaz said the new rules were unacceptable to the growers.
Ann Bell said the board withdrew from the talks on Tuesday.
    Omar Diaz said the board stayed in the talks on Tuesday.
Ann Bell said the province increased spending on roads.
    Omar Diaz said the province reduced spending on roads.
Ann Bell said the union had a mandate to strike.
    Omar Diaz said the union had no mandate to strike.
Ann Bell said the seller had disclosed the debts.
    Omar Diaz said the seller had avoided disclosing the debts.
The shipyard agreed to cut the noise, Ann Bell said.
    The shipyard did not agree to cut the noise, Omar Diaz said.
Ann Bell said most members favoured the treaty.
    Omar Diaz said few members favoured the treaty.
"""
LOOKALIKES = """
Paul Reed said the union would vote on the offer on Friday.
    Carla Mora said the union would hold a rally on Friday.
Paul Reed said the bank lent the town 12 million euros.
    Carla Mora said the town had 12,000 inhabitants.
Paul Reed said the bank lent the town 12 million euros.
    Carla Mora said the bank lent the harbour 9 million euros.
Paul Reed said the firm failed to deliver the turbines.
    Carla Mora said the firm did not deliver the turbines.
Paul Reed said the ministry did not rule out a new tax on fuel.
    Carla Mora said the ministry wanted a new tax on fuel.
Paul Reed said the council did not refuse to build the bridge.
    Carla Mora said the council would build the bridge.
Paul Reed said the yard would sign if the council paid the rent.
    Carla Mora said the yard would not sign.
Paul Reed said the pipeline would cost more than 300 million dollars.
    Carla Mora said the pipeline would cost 350 million dollars.
Paul Reed said about 500 people had marched through the town.
    Carla Mora said 520 people had marched through the town.
Paul Reed said the company would close the plant in Lund.
    Carla Mora said the company would keep the plant in Malmo open.
Paul Reed said exports to the north had risen.
    Carla Mora said exports to the south had fallen.
Paul Reed said exports had risen in March.
    Carla Mora said exports had fallen in April.
Paul Reed asked whether the clinic had received the letter.
    Carla Mora said the clinic had not received the letter.
Paul Reed declined to say whether the club would sign the goalkeeper.
    Carla Mora said the club would sign the goalkeeper.
Paul Reed said the tenants would not leave without compensation.
    Carla Mora said the tenants would leave with compensation.
Paul Reed said the landlord did not fail to repair the roof.
    Carla Mora said the landlord had repaired the roof.
Paul Reed said the treaty not only banned nets but also traps.
    Carla Mora said the treaty banned nets.
Paul Reed said there was no doubt that the guild wanted a strike.
    Carla Mora said the guild wanted a strike.
Paul Reed said the river was cold in winter.
    Carla Mora said the river was not deep.
Paul Reed said Norway would join the customs union.
    Carla Mora said Iceland would not join the customs union.
Paul Reed said the club paid 4 million euros for the striker.
    Carla Mora said the club paid 2 million euros for the goalkeeper.
Paul Reed said wages in the mine rose by 5 percent.
    Carla Mora said prices in the mine shop rose by 8 percent.
Paul Reed said the talks had not ended.
    Carla Mora said the talks went on.
Paul Reed said the union rejected the offer of the port.
    Carla Mora said the port made the union an offer.
Paul Reed said all trains would stop on Monday.
    Carla Mora said some buses would stop on Monday.
Paul Reed said the board had five members.
    Carla Mora said five members of the board had resigned.
Paul Reed said the mayor should pay for the bridge.
    Carla Mora said the mayor was not at the bridge.
Paul Reed said unless it rained the harvest would be lost.
    Carla Mora said the harvest would not be lost.
Paul Reed said the third chapter was on water.
    Carla Mora said all chapters were on water.
Paul Reed said the company offered a raise of 4 percent.
    Carla Mora said the union demanded a raise of 9 percent.
Ann Bell said the airline had cancelled all flights to Oslo.
    Omar Diaz said the airline had cancelled some trains to Oslo.
Ann Bell said the museum would return the bronze heads.
    Omar Diaz said the museum would return the bronze heads in June.
Ann Bell said the fund invested 40 million crowns in the mill.
    Omar Diaz said the fund invested 25 million crowns in the dairy.
Ann Bell said the fund invested at least 40 million crowns in the mill.
    Omar Diaz said the fund invested 45 million crowns in the mill.
Ann Bell said the senate had not passed the water bill.
    Omar Diaz said the senate had never passed the water bill.
Ann Bell said the hospital had hired 90 nurses in 2019.
    Omar Diaz said the hospital had hired 30 doctors in 2021.
Ann Bell said the contractor would insure the crane if the bank agreed.
    Omar Diaz said the contractor would not insure the crane.
Ann Bell said the coalition did not rule out extending the lease.
    Omar Diaz said the coalition would extend the lease.
Ann Bell said the farmers had asked the court to stop the canal.
    Omar Diaz said the court had not yet met.
Ann Bell said no tests had been done on the bridge.
    Omar Diaz said no tests were needed on the tunnel.
Ann Bell asked whether the choir had been paid.
    Omar Diaz said the choir had been paid.
Ann Bell wondered if the ship carried grain.
    Omar Diaz said the ship did not carry grain.
Ann Bell said the ship carried grain for Tunis.
    Omar Diaz said the ship carried no passengers.
Ann Bell said Chad had signed the pact.
    Omar Diaz said Niger had not signed the pact.
Ann Bell said the ambassador did not hesitate to sign.
    Omar Diaz said the ambassador had signed.
Ann Bell said the tunnel would be finished in three years.
    Omar Diaz said the tunnel was three miles long.
Ann Bell said it was not only the growers who opposed the rules.
    Omar Diaz said the growers opposed the rules.
Ann Bell said the board withdrew the plan for the tower in May.
    Omar Diaz said the board presented the plan for the school in June.
Ann Bell said the province cut spending on roads.
    Omar Diaz said the province raised taxes on fuel.
Ann Bell said the province cut spending on roads in January.
    Omar Diaz said the province raised spending on roads in March.
Ann Bell said the union had no mandate to strike.
    Omar Diaz said a strike would cost the union its mandate.
Ann Bell said the orchestra could hardly refuse to perform.
    Omar Diaz said the orchestra would perform.
Ann Bell said the eastern pier was closed.
    Omar Diaz said the western pier was open.
Ann Bell said 60 percent of voters backed the mayor.
    Omar Diaz said 40 percent of voters backed the governor.
Ann Bell said the old mill was sold.
    Omar Diaz said the new mill was not for sale.
"""
